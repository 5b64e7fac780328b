import { claimsOf, type Visit } from '../visit.ts';
import { send } from '../http-client.ts';

/** A credential is issued, and every replica of the gateway takes it. */
export async function issueAndUse(visit: Visit): Promise<void> {
  const { narrator, terms } = visit;
  narrator.chapter('1. A credential is issued and used');
  const issued = await visit.issueToken();
  const token = issued.text('access_token');
  const claims = claimsOf(token);
  narrator.say(`client ${terms.clientId} got a JWT for ${issued.number('expires_in')} s: jti ${claims.text('jti')}`);
  narrator.say(`it carries its place in the revocation log: pos ${claims.number('pos')}`);
  for (const gateway of terms.gateways) {
    const { status } = await send(gateway, '/v1/stock/demo-mug', { token });
    narrator.promise(`${gateway} accepts it`, status === 200);
  }
  const { status, body } = await send(visit.gateway, '/v1/stock/demo-mug');
  narrator.promise(`without it the answer is ${status} ${body.text('code')}`, status === 401);
}
