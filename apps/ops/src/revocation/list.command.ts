import { listRevocations, type Output as Answer } from '@strongroom/contracts';
import type { Command } from 'commander';
import type { OpenAdminApi } from '../admin-api/connection.js';
import type { Output } from '../output/output.js';
import { scopesFor, withFilter, type Filter } from './filter-options.js';
import { pagesOf, showPages, wholeNumber } from './pages.js';

type Revocation = Answer<typeof listRevocations>['revocations'][number];

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
    .option('--limit <n>', 'no more than so many', wholeNumber, 50)
    .action(async ({ by, limit, beyond = false, ...filter }: Filter & { limit: number }) => {
      const api = await open(...scopesFor(beyond, 'revocation:read'));
      const { found, more } = await pagesOf(limit, async (page) => {
        const { revocations, next } = await api.call(listRevocations, { ...filter, revoked_by: by, ...page });
        return { rows: revocations, next };
      });
      showPages(output(), found, more, columns);
    });
}
