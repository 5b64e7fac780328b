import {
  createRevocationWebhook,
  deleteRevocationWebhook,
  enableRevocationWebhook,
  listRevocationWebhooks,
  revocationWebhookTypes,
  rotateRevocationWebhookSecret,
  showRevocationWebhook,
  updateRevocationWebhook,
  type Contract,
  type Output as Answer,
  type Scope,
} from '@strongroom/contracts';
import { Option, type Command } from 'commander';
import { withConnection } from '../admin-api/connection.js';
import type { Output } from '../output/output.js';
import { addDeliveries } from './deliveries.command.js';
import { scopesFor, type Beyond } from './webhook-scopes.js';

type Webhook = Answer<typeof showRevocationWebhook>;

const columns = [
  { header: 'ID', cell: (one: Webhook) => one.webhook_id },
  { header: 'STATUS', cell: (one: Webhook) => one.disabled_because ?? one.status },
  { header: 'FAILURES', cell: (one: Webhook) => String(one.failures) },
  { header: 'TYPES', cell: (one: Webhook) => one.event_types.join(' ') },
  { header: 'URL', cell: (one: Webhook) => one.url },
  { header: 'DESCRIPTION', cell: (one: Webhook) => one.description },
];

/** Who is told of revocations over HTTP, through the public door of a running system. */
export function addWebhooks(program: Command, root: string, output: () => Output): void {
  const webhooks = program.command('webhooks').description('who is told of revocations by signed webhook');
  const open = withConnection(webhooks, program, root);
  const command = (name: string, description: string): Command =>
    webhooks
      .command(name)
      .description(description)
      .option('--platform', 'of the platform: what reaches beyond a tenant');
  const withTypes = (one: Command): Command =>
    one.addOption(new Option('--types <type...>', 'events that are told').choices(revocationWebhookTypes));

  withTypes(command('add', 'make an endpoint; its secret is shown once, now'))
    .argument('<url>', 'https://')
    .option('--description <text>', 'for people')
    .action(async (url: string, { types, description, ...beyond }: Changes & Beyond) => {
      const api = await open(...scopesFor(beyond, 'webhooks:write'));
      const event_types = types ?? ['revocation.sealed'];
      const platform = beyond.platform ?? false;
      reportSecret(output(), await api.call(createRevocationWebhook, { url, event_types, description, platform }));
    });

  command('list', 'every endpoint of the tenant').action(async (beyond: Beyond) => {
    const api = await open(...scopesFor(beyond, 'webhooks:read'));
    output().rows((await api.call(listRevocationWebhooks, {})).webhooks, columns);
  });

  withTypes(command('update', 'change what is named'))
    .argument('<id>', 'as `list` shows it')
    .option('--url <url>', 'where to send from now on, and what waits')
    .option('--description <text>', 'for people')
    .action(async (webhook_id: string, { types: event_types, url, description, ...beyond }: Changes & Beyond) => {
      const api = await open(...scopesFor(beyond, 'webhooks:write'));
      report(output(), await api.call(updateRevocationWebhook, { webhook_id, url, event_types, description }));
    });

  command('rotate-secret', 'a new secret, shown once, now; the old one signs beside it for a while')
    .argument('<id>', 'as `list` shows it')
    .option('--overlap <seconds>', 'how long the old one still signs; a day unless given, 0 for not at all', Number)
    .action(async (webhook_id: string, { overlap: overlap_s, ...beyond }: Beyond & { readonly overlap?: number }) => {
      const api = await open(...scopesFor(beyond, 'webhooks:write'));
      reportSecret(output(), await api.call(rotateRevocationWebhookSecret, { webhook_id, overlap_s }));
    });

  const simple = (name: string, description: string, contract: Contract<Named, Shown>, scope: Scope): void => {
    command(name, description)
      .argument('<id>', 'as `list` shows it')
      .action(async (webhook_id: string, beyond: Beyond) => {
        const api = await open(...scopesFor(beyond, scope));
        report(output(), await api.call(contract, { webhook_id }));
      });
  };
  simple('show', 'one endpoint', showRevocationWebhook, 'webhooks:read');
  simple('enable', 'send again to one that was disabled', enableRevocationWebhook, 'webhooks:write');
  simple('remove', 'delete one, with its secret and its deliveries', deleteRevocationWebhook, 'webhooks:write');
  addDeliveries(command, open, output);
}

type Named = (typeof showRevocationWebhook)['input'];
type Shown = (typeof showRevocationWebhook)['output'];

interface Changes {
  readonly url?: string;
  readonly types?: string[];
  readonly description?: string;
}

function report(out: Output, one: Webhook): void {
  const fields = Object.entries(one).map(([field, value]) => ({
    field,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }));
  out.record(one, fields);
}

function reportSecret(out: Output, one: Webhook & { readonly secret: string }): void {
  report(out, one);
  out.say('the secret is not shown again');
}
