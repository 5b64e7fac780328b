import {
  previewRevocation,
  revokeApiKey,
  revokeClient,
  revokeEverything,
  revokeFamily,
  revokeService,
  revokeSession,
  revokeSigningKey,
  revokeSubject,
  revokeTenant,
  revokeTokens,
  type InputToSend,
  type Output as Answer,
  type Scope,
} from '@strongroom/contracts';
import type { Command } from 'commander';
import type { AdminApi } from '../admin-api/admin-api.js';
import type { OpenAdminApi } from '../admin-api/connection.js';
import { CommandFault, exitCode } from '../exit-code.js';
import { readGivenWords } from '../given-file.js';
import type { Output } from '../output/output.js';
import { withReason, type ReasonOptions } from './reason-option.js';

type Outcome = Answer<typeof revokeSubject>;
type Why = Pick<ReasonOptions, 'reason' | 'note'>;
type Preview = InputToSend<typeof previewRevocation>;

interface RevokeOptions extends ReasonOptions {
  readonly dryRun?: true;
}

interface Kind {
  readonly name: string;
  readonly scope: Exclude<Preview['scope'], 'token' | 'stop'>;
  readonly of: string;
  /** A token has the right to it only where it was asked for by name. */
  readonly emergency?: true;
  readonly revoke: (api: AdminApi, id: string, why: Why) => Promise<Outcome>;
}

const kinds: readonly Kind[] = [
  {
    name: 'session',
    scope: 'session',
    of: '<session>',
    revoke: (api, session, why) => api.call(revokeSession, { session, ...why }),
  },
  {
    name: 'family',
    scope: 'family',
    of: '<family>',
    revoke: (api, family, why) => api.call(revokeFamily, { family, ...why }),
  },
  {
    name: 'api-key',
    scope: 'key',
    of: '<api-key-id>',
    revoke: (api, api_key_id, why) => api.call(revokeApiKey, { api_key_id, ...why }),
  },
  {
    ...{ name: 'service', scope: 'service', of: '<audience>', emergency: true },
    revoke: (api, service, why) => api.call(revokeService, { service, ...why }),
  },
  {
    name: 'subject',
    scope: 'subject',
    of: '<subject>',
    revoke: (api, subject, why) => api.call(revokeSubject, { subject, ...why }),
  },
  {
    name: 'client',
    scope: 'client',
    of: '<client-id>',
    revoke: (api, client_id, why) => api.call(revokeClient, { client_id, ...why }),
  },
  {
    ...{ name: 'tenant', scope: 'tenant', of: '<tenant>', emergency: true },
    revoke: (api, tenant, why) => api.call(revokeTenant, { tenant, ...why }),
  },
  {
    ...{ name: 'signing-key', scope: 'signing_key', of: '<kid>', emergency: true },
    revoke: (api, kid, why) => api.call(revokeSigningKey, { kid, ...why }),
  },
  {
    ...{ name: 'everything', scope: 'global', of: '', emergency: true },
    revoke: (api, _id, why) => api.call(revokeEverything, why),
  },
];

export function addRevoke(revocation: Command, open: OpenAdminApi, output: () => Output): void {
  addRevokeTokens(revocation, open, output);
  for (const kind of kinds) {
    const command = withReason(revocation.command(kind.name).description(`end all that rests on this ${kind.name}`));
    if (kind.of !== '') command.argument(kind.of);
    command.option('--dry-run', 'only say how many live tokens it would end');
    command.action(async (...given: unknown[]) => {
      const id = kind.of === '' ? '' : String(given[0]);
      const options = given[kind.of === '' ? 0 : 1] as RevokeOptions;
      const { dryRun, ...why } = options;
      const asked: Scope[] = kind.emergency === true ? ['revocation:emergency'] : [];
      if (dryRun === true) {
        const api = await open(...asked, ...(asked.length === 0 ? [] : ['revocation:read' as const]));
        await preview(api, output(), { scope: kind.scope, targets: id === '' ? [] : [id] });
      } else report(output(), await kind.revoke(await open(...asked), id, why));
    });
  }
}

function addRevokeTokens(revocation: Command, open: OpenAdminApi, output: () => Output): void {
  withReason(revocation.command('tokens').description('end tokens by their jti, all in one transaction'))
    .argument('[jti...]')
    .option('--file <file>', 'with one jti a line, 10,000 at most')
    .option('--service <name>', 'that the tokens are for')
    .option('--dry-run', 'only say how many of them are live')
    .action(async (given: readonly string[], options: RevokeOptions & { file?: string; service?: string }) => {
      const { dryRun, file, service, ...why } = options;
      const jtis = file === undefined ? [...given] : await readGivenWords(file);
      if (jtis.length === 0) throw new CommandFault('Say which tokens are meant: ids, or --file.', exitCode.usage);
      const [api, out] = [await open(), output()];
      if (dryRun === true) {
        await preview(api, out, { scope: 'token', targets: jtis });
        return;
      }
      const answer = await api.call(revokeTokens, {
        jtis,
        ...why,
        ...(service === undefined ? {} : { service_name: service }),
      });
      const revoked = answer.outcomes.filter(({ outcome }) => outcome === 'revoked').length;
      out.value(
        answer,
        `${revoked} of ${jtis.length} tokens revoked, ${answer.status}, up to seq ${answer.seq ?? '-'}`,
      );
    });
}

async function preview(api: AdminApi, out: Output, input: Preview): Promise<void> {
  const answer = await api.call(previewRevocation, input);
  out.value(
    answer,
    answer.status === 'counted'
      ? `${answer.exact ? '' : 'at most '}${answer.live_tokens} live tokens would end, as of ${answer.counted_at}`
      : `how many live tokens would end is unknown: ${answer.because}`,
  );
}

export function report(out: Output, outcome: Outcome): void {
  const seq = outcome.status === 'sealed' ? `, seq ${outcome.seq}` : '';
  out.value(outcome, `${outcome.status}: revocation ${outcome.revocation_id}${seq}`);
  if (outcome.status === 'sealed') out.say(`where it is enforced: strongroom revocation watch ${outcome.seq}`);
}
