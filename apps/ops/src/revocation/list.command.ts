import { listRevocations, type Output as Answer } from '@strongroom/contracts';
import { InvalidArgumentError, type Command } from 'commander';
import type { OpenAdminApi } from '../admin-api/connection.js';
import type { Output } from '../output/output.js';
import { scopesFor, withFilter, type Filter } from './filter-options.js';

type Revocation = Answer<typeof listRevocations>['revocations'][number];
const PAGE = 500;

const columns = [
  { header: 'RECORDED', cell: (one: Revocation) => one.recorded_at },
  { header: 'SEQ', cell: (one: Revocation) => String(one.seq ?? one.status) },
  { header: 'SCOPE', cell: (one: Revocation) => one.scope },
  { header: 'TARGET', cell: (one: Revocation) => one.target },
  { header: 'REASON', cell: (one: Revocation) => one.reason },
  { header: 'BY', cell: (one: Revocation) => `${one.revoked_by.type}:${one.revoked_by.id}` },
];

export function addRevocationList(revocation: Command, open: OpenAdminApi, output: () => Output): void {
  withFilter(
    revocation.command('list').description('revocations, newest first; with --target the history of one thing'),
  )
    .option('--limit <n>', 'no more than so many', count, 50)
    .action(async ({ by, limit, beyond = false, ...filter }: Filter & { limit: number }) => {
      const api = await open(...scopesFor(beyond, 'revocation:read'));
      const found: Revocation[] = [];
      let before: string | null | undefined;
      while (before !== null && found.length < limit) {
        const page = await api.call(listRevocations, {
          ...{ ...filter, revoked_by: by, before, limit: Math.min(PAGE, limit - found.length) },
        });
        found.push(...page.revocations);
        before = page.next;
      }
      const out = output();
      out.rows(found, columns);
      if (before !== null) out.say('there are more; --limit shows them');
    });
}

function count(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError('It must be a whole number, 1 or more.');
}
