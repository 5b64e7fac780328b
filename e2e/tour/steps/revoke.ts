import { claimsOf, type Visit } from '../visit.ts';
import { send, type Body } from '../http-client.ts';

const PATIENCE_MS = 10_000;

/** One token is revoked; every replica of the gateway refuses it, and every guard says since when. */
export async function revoke(visit: Visit): Promise<void> {
  const { narrator, terms } = visit;
  narrator.chapter('5. The credential is revoked everywhere');
  const token = (await visit.issueToken()).text('access_token');
  for (const gateway of terms.gateways) await send(gateway, '/v1/stock/demo-mug', { token });
  const jti = claimsOf(token).text('jti');
  const revoked = await visit.expect(200, `/v1/tokens/${jti}/revoke`, { json: { reason: 'compromised' } });
  const sinceMs = performance.now();
  narrator.promise(`the revocation is ${revoked.text('status')}`, revoked.text('status') === 'sealed');
  await Promise.all(
    terms.gateways.map(async (gateway) => {
      const afterMs = await refusedAfterMs(gateway, token, sinceMs);
      narrator.promise(
        `${gateway} refuses it, ${afterMs.toFixed(0)} ms after revoke() had returned`,
        Number.isFinite(afterMs),
      );
    }),
  );
  const seq = revoked.number('seq');
  const report = await enforcedEverywhere(visit, seq, sinceMs);
  for (const guard of report.list('guards')) {
    const afterMs = guard.has('enforced_after_ms') ? JSON.stringify(guard.field('enforced_after_ms')) : 'null';
    narrator.say(
      `${guard.text('guard').padEnd(22)} ${guard.text('state').padEnd(10)} ${afterMs} ms after it was sealed`,
    );
  }
  narrator.promise(
    `entry ${seq} is enforced on ${report.number('enforced')} of ${report.number('live')} guards`,
    report.number('enforced') === report.number('live') && report.number('live') > 0,
  );
}

async function refusedAfterMs(gateway: string, token: string, sinceMs: number): Promise<number> {
  while (performance.now() - sinceMs < PATIENCE_MS) {
    const { status } = await send(gateway, '/v1/stock/demo-mug', { token });
    if (status === 401) return performance.now() - sinceMs;
  }
  return Infinity;
}

async function enforcedEverywhere(visit: Visit, seq: number, sinceMs: number): Promise<Body> {
  for (;;) {
    const report = await visit.expect(200, `/v1/revocations/${seq}/propagation`);
    const complete = report.number('enforced') === report.number('live');
    if (complete || performance.now() - sinceMs > PATIENCE_MS) return report;
  }
}
