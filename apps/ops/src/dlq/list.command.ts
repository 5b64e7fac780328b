import type { LetterSummary } from '@strongroom/contracts';
import type { Command } from 'commander';
import type { AdminApi } from '../admin-api/admin-api.js';
import type { Output } from '../output/output.js';
import { consumerNames, consumers, type ConsumerName } from './consumers.js';
import { consumerOption, filterOf, withLetterOptions, type LetterOptions } from './letter-options.js';

const PAGE = 500;
const SHOWN_UNLESS_SAID = 50;

const columns = [
  { header: 'CONSUMER', cell: (letter: LetterSummary) => letter.consumer },
  { header: 'ID', cell: (letter: LetterSummary) => letter.id },
  { header: 'BURIED', cell: (letter: LetterSummary) => letter.buried_at },
  { header: 'REASON', cell: (letter: LetterSummary) => letter.code ?? letter.status },
  { header: 'ATTEMPTS', cell: (letter: LetterSummary) => String(letter.attempts ?? '?') },
  { header: 'TENANT', cell: (letter: LetterSummary) => letter.event?.tenant ?? '-' },
  { header: 'PATTERN', cell: (letter: LetterSummary) => letter.event?.pattern ?? `refused: ${letter.refusal ?? '?'}` },
];

export function addDlqList(dlq: Command, api: () => Promise<AdminApi>, output: () => Output): void {
  withLetterOptions(dlq.command('list').description('which events could not be handled, oldest first, and why'))
    .addOption(consumerOption())
    .action(async (options: LetterOptions) => {
      const asked = options.consumer === undefined ? consumerNames : [options.consumer];
      const limit = options.limit ?? SHOWN_UNLESS_SAID;
      const opened = await api();
      const letters: LetterSummary[] = [];
      let total = 0;
      for (const consumer of asked) {
        const found = await listed(opened, consumer, options, limit - letters.length);
        letters.push(...found.letters);
        total += found.total;
      }
      const out = output();
      out.rows(letters, columns);
      out.say(`${total} dead letters${total > letters.length ? `, ${letters.length} shown; --limit shows more` : ''}`);
    });
}

async function listed(
  api: AdminApi,
  consumer: ConsumerName,
  options: LetterOptions,
  limit: number,
): Promise<{ readonly letters: readonly LetterSummary[]; readonly total: number }> {
  const letters: LetterSummary[] = [];
  const filter = filterOf(options);
  let total: number | undefined;
  do {
    // One is the least that can be asked for, although none may be wanted: the total is.
    const wanted = Math.max(1, Math.min(PAGE, limit - letters.length));
    const after = letters.at(-1)?.id;
    const page = await api.call(consumers[consumer].list, { ...filter, after, limit: wanted });
    total ??= page.total;
    letters.push(...page.letters);
    if (page.letters.length < wanted) break;
  } while (letters.length < limit);
  return { letters: letters.slice(0, Math.max(0, limit)), total };
}
