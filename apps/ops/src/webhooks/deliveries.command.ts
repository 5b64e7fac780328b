import {
  listRevocationWebhookDeliveries,
  resendRevocationWebhookDeliveries,
  type InputToSend,
  type Output as Answer,
} from '@strongroom/contracts';
import { Option, type Command } from 'commander';
import type { OpenAdminApi } from '../admin-api/connection.js';
import type { Output } from '../output/output.js';
import { scopesFor, type Beyond } from './webhook-scopes.js';

type Delivery = Answer<typeof listRevocationWebhookDeliveries>['deliveries'][number];
type Status = NonNullable<InputToSend<typeof listRevocationWebhookDeliveries>['status']>;

const PAGE = '500';

const columns = [
  { header: 'SEQ', cell: (one: Delivery) => String(one.seq) },
  { header: 'TYPE', cell: (one: Delivery) => one.event_type },
  { header: 'STATUS', cell: (one: Delivery) => one.status },
  { header: 'ATTEMPTS', cell: (one: Delivery) => String(one.attempts) },
  { header: 'LAST', cell: (one: Delivery) => String(one.last_http_status ?? one.last_outcome ?? '') },
  { header: 'NEXT', cell: (one: Delivery) => one.next_attempt_at ?? '' },
  { header: 'EVENT', cell: (one: Delivery) => one.event_id },
];

/** What became of what was told. */
export function addDeliveries(
  command: (name: string, description: string) => Command,
  open: OpenAdminApi,
  output: () => Output,
): void {
  command('deliveries', 'what was sent to an endpoint, or waits, latest first')
    .argument('<id>', 'as `list` shows it')
    .addOption(new Option('--status <status>').choices(['waiting', 'delivered', 'failed']))
    .option('--before <seq>', 'only those before this place in the log')
    .action(
      async (webhook_id: string, { status, before, ...beyond }: Beyond & { status?: Status; before?: string }) => {
        const api = await open(...scopesFor(beyond, 'webhooks:read'));
        const asked = { webhook_id, status, before_seq: before, limit: PAGE };
        const { deliveries, next } = await api.call(listRevocationWebhookDeliveries, asked);
        output().rows(deliveries, columns);
        if (next !== null) output().say(`there are more: --before ${next}`);
      },
    );

  command('resend', 'send again, with the same webhook-id')
    .argument('<id>', 'as `list` shows it')
    .argument('[event]', 'as `deliveries` shows it; left out, all that have failed')
    .action(async (webhook_id: string, event_id: string | undefined, beyond: Beyond) => {
      const api = await open(...scopesFor(beyond, 'webhooks:write'));
      const answer = await api.call(resendRevocationWebhookDeliveries, { webhook_id, event_id });
      output().value(answer, `${answer.resent} will be sent again`);
    });
}
