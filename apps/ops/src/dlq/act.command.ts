import type { ActOnDeadLetters, InputToSend, Output as Answer } from '@strongroom/contracts';
import type { Command } from 'commander';
import type { AdminApi } from '../admin-api/admin-api.js';
import { CommandFault, exitCode } from '../exit-code.js';
import type { Output } from '../output/output.js';
import { consumers, type ConsumerName } from './consumers.js';
import { consumerOption, filterOf, withLetterOptions, type LetterOptions } from './letter-options.js';

/** Most that one call acts on. */
const PAGE = 500;

interface ActOptions extends LetterOptions {
  readonly consumer: ConsumerName;
  readonly all?: true;
  readonly dryRun?: true;
  readonly yes?: true;
}

export interface Summary {
  matched: number;
  done: number;
  gone: number;
  kept: { id: string; why: string }[];
}

type Selection = InputToSend<ActOnDeadLetters>;

export function addDlqRequeue(dlq: Command, api: () => Promise<AdminApi>, output: () => Output): void {
  actCommand(dlq, 'requeue', 'have events handled again, as they came and with all their attempts').action(
    async (ids: readonly string[], options: ActOptions) => {
      const selection = selectionOf(ids, options);
      const summary = await act(await api(), consumers[options.consumer].requeue, selection, options);
      report(output(), summary, options.dryRun === true ? 'would be put back' : 'put back', ids);
    },
  );
}

export function addDlqPurge(dlq: Command, api: () => Promise<AdminApi>, output: () => Output): void {
  actCommand(dlq, 'purge', 'delete dead letters for good')
    .option('--yes', 'delete them; without it they are only counted')
    .action(async (ids: readonly string[], options: ActOptions) => {
      const selection = selectionOf(ids, options);
      const isDry = options.dryRun === true || options.yes !== true;
      const contract = consumers[options.consumer].purge;
      const summary = await act(await api(), contract, selection, isDry ? { ...options, dryRun: true } : options);
      report(output(), summary, isDry ? 'would be deleted' : 'deleted', ids);
      if (options.dryRun === true || options.yes === true) return;
      throw new CommandFault('nothing was deleted: --yes deletes them', exitCode.usage);
    });
}

function actCommand(dlq: Command, name: string, description: string): Command {
  return withLetterOptions(dlq.command(name).description(description))
    .argument('[ids...]', 'as `dlq list` shows them, instead of filters')
    .addOption(consumerOption().makeOptionMandatory())
    .option('--all', 'all of them, instead of filters')
    .option('--dry-run', 'count only');
}

function selectionOf(ids: readonly string[], options: ActOptions): Selection {
  const filter = filterOf(options);
  const ways = [ids.length > 0, options.all === true, Object.keys(filter).length > 0].filter(Boolean).length;
  if (ways !== 1) {
    const sentence = 'Say which letters are meant in one way: ids, --all, or --reason, --older-than and --pattern.';
    throw new CommandFault(sentence, exitCode.usage);
  }
  if (ids.length > PAGE) throw new CommandFault(`At most ${PAGE} letters can be named at once.`, exitCode.usage);
  return { ...filter, ...(ids.length > 0 ? { ids: [...ids] } : {}), ...(options.all === true ? { all: true } : {}) };
}

/** Call after call, each whole and on record by itself, until all that are meant are done or the limit is reached. */
export async function act(
  api: Pick<AdminApi, 'call'>,
  contract: ActOnDeadLetters,
  selection: Selection,
  { limit = Number.MAX_SAFE_INTEGER, dryRun }: Pick<ActOptions, 'limit' | 'dryRun'>,
): Promise<Summary> {
  const summary: Summary = { matched: 0, done: 0, gone: 0, kept: [] };
  let [first, seen] = [true, 0];
  let next: Answer<ActOnDeadLetters>['next'] = null;
  while (first || (next !== null && seen < limit)) {
    const size = Math.min(PAGE, limit - seen);
    const answer: Answer<ActOnDeadLetters> = await api.call(contract, {
      ...selection,
      ...(next ?? {}),
      limit: size,
      dry_run: dryRun === true,
    });
    if (first) summary.matched = answer.matched;
    summary.done += answer.done;
    summary.gone += answer.gone;
    summary.kept.push(...answer.kept);
    [first, seen, next] = [false, seen + size, answer.next];
  }
  return summary;
}

function report(out: Output, summary: Summary, what: string, ids: readonly string[]): void {
  const { matched, done, gone, kept } = summary;
  out.value(summary, `${done} of ${matched} dead letters ${what}`);
  if (gone > 0) out.say(`${gone} were not there`);
  for (const { id, why } of kept) out.say(`${id} stays where it is: ${why}`);
  if (ids.length > 0 && matched === 0) throw new CommandFault('none of these dead letters is there', exitCode.notFound);
  if (kept.length > 0) throw new CommandFault(`${kept.length} dead letters were left`, exitCode.partial);
}
