import {
  cancelScheduledRevocation,
  listScheduledRevocations,
  schedulableScopes,
  scheduleRevocation,
  scopesOfEmergency,
  type InputToSend,
  type Output as Answer,
  type SchedulableScope,
} from '@strongroom/contracts';
import { Option, type Command } from 'commander';
import type { OpenAdminApi } from '../admin-api/connection.js';
import type { Output } from '../output/output.js';
import { pagesOf, showPages, wholeNumber } from './pages.js';
import { scopeOption, scopesFor } from './filter-options.js';
import { withReason, type ReasonOptions } from './reason-option.js';

type Scheduled = Answer<typeof scheduleRevocation>;
type Status = NonNullable<InputToSend<typeof listScheduledRevocations>['status']>;

const columns = [
  { header: 'EFFECTIVE', cell: (one: Scheduled) => one.effective_at },
  { header: 'STATUS', cell: (one: Scheduled) => one.status },
  { header: 'SCOPE', cell: (one: Scheduled) => one.scope },
  { header: 'TARGET', cell: (one: Scheduled) => one.target ?? '' },
  { header: 'REASON', cell: (one: Scheduled) => one.reason },
  { header: 'BY', cell: (one: Scheduled) => `${one.scheduled_by.type}:${one.scheduled_by.id}` },
  { header: 'ID', cell: (one: Scheduled) => one.scheduled_id },
];

export function addSchedule(revocation: Command, open: OpenAdminApi, output: () => Output): void {
  withReason(
    revocation.command('schedule').description('revoke at a later time; `scheduled` lists, `cancel` takes back'),
  )
    .argument('[target]', 'what is meant; left out for the scope global')
    .addOption(scopeOption(schedulableScopes).makeOptionMandatory())
    .requiredOption('--at <time>', 'RFC 3339, within 366 days')
    .action(async (target: string | undefined, options: ReasonOptions & { scope: SchedulableScope; at: string }) => {
      const { at: effective_at, scope, ...why } = options;
      const api = await open(...scopesFor(scopesOfEmergency.has(scope), 'revocation:write'));
      report(output(), await api.call(scheduleRevocation, { scope, target, effective_at, ...why }));
    });

  revocation
    .command('scheduled')
    .description('scheduled revocations, newest first')
    .addOption(new Option('--status <status>').choices(['waiting', 'made', 'cancelled']))
    .option('--beyond', 'those too that reach beyond the tenant')
    .option('--limit <n>', 'no more than so many', wholeNumber, 50)
    .action(async ({ status, limit, beyond = false }: { status?: Status; limit: number; beyond?: boolean }) => {
      const api = await open(...scopesFor(beyond, 'revocation:read'));
      const { found, more } = await pagesOf(limit, async (page) => {
        const { scheduled, next } = await api.call(listScheduledRevocations, { status, ...page });
        return { rows: scheduled, next };
      });
      showPages(output(), found, more, columns);
    });

  revocation
    .command('cancel')
    .description('take back a scheduled revocation that is still waiting')
    .argument('<id>', 'as `scheduled` shows it')
    .option('--beyond', 'one that reaches beyond the tenant')
    .action(async (scheduled_id: string, { beyond = false }: { beyond?: boolean }) => {
      const api = await open(...scopesFor(beyond, 'revocation:write'));
      report(output(), await api.call(cancelScheduledRevocation, { scheduled_id }));
    });
}

function report(out: Output, one: Scheduled): void {
  out.value(one, `${one.status}: scheduled revocation ${one.scheduled_id}, for ${one.effective_at}`);
}
