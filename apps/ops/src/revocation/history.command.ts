import { showTokenHistory, type Output as Answer } from '@strongroom/contracts';
import type { Command } from 'commander';
import type { OpenAdminApi } from '../admin-api/connection.js';
import type { Output } from '../output/output.js';

type History = Answer<typeof showTokenHistory>;

export function addTokenHistory(revocation: Command, open: OpenAdminApi, output: () => Output): void {
  revocation
    .command('history')
    .description('of one token: what ended it, when, why and by whom, and which guards enforce that')
    .argument('<jti>')
    .action(async (jti: string) => {
      const history = await (await open()).call(showTokenHistory, { jti });
      output().record(history, fieldsOf(history));
    });
}

function fieldsOf(history: History): { readonly field: string; readonly value: string }[] {
  const { status, issued, ended_by: end, propagation, covered_by: covering } = history;
  const fields: Record<string, string> = {
    status,
    ...(issued !== null && {
      issued: `${issued.issued_at} to ${issued.client_id} for ${issued.subject}, pos ${issued.pos}`,
      expires: issued.expires_at,
    }),
    ...(end !== null && {
      'ended by': `${end.scope} ${end.target}`.trim(),
      seq: String(end.seq ?? end.status),
      recorded: end.recorded_at,
      reason: end.note === null ? end.reason : `${end.reason}: ${end.note}`,
      by: `${end.revoked_by.type}:${end.revoked_by.id}`,
    }),
    ...(propagation !== null && { enforced: `on ${propagation.enforced} of ${propagation.live} live guards` }),
    ...(covering.length > 1 && { 'covered by': covering.map(({ scope, seq }) => `${scope} ${seq ?? '-'}`).join(', ') }),
  };
  return Object.entries(fields).map(([field, value]) => ({ field, value }));
}
