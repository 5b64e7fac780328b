import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { authenticateClient, revokeToken, type Output } from '@strongroom/contracts';
import { openGatewayHarness, revoked, unavailable, type GatewayHarness } from '../../test/gateway-harness.js';

let gateway: GatewayHarness;

const sealed: Output<typeof revokeToken> = {
  status: 'sealed',
  revocation_id: '01a1fd2d-21b4-704d-8aa4-72654d29cd31',
  seq: 8,
  sealed_at: '2026-01-01T00:00:00Z',
};
const pending: Output<typeof revokeToken> = { status: 'pending', revocation_id: sealed.revocation_id };

beforeAll(async () => {
  gateway = await openGatewayHarness();
  gateway.calls.answer(authenticateClient, () => ({ client_id: 'shop', tenant: 'demo', pos: 7 }));
  gateway.guard.accept('own');
  gateway.guard.accept('of-another', { client_id: 'other' });
  gateway.guard.accept('foreign', { tenant: 'acme' });
  gateway.guard.tokens.set('revoked', revoked);
  gateway.guard.tokens.set('unknown', unavailable);
});
beforeEach(() => {
  gateway.calls.made.length = 0;
  gateway.calls.answer(revokeToken, () => sealed);
});
afterAll(() => gateway.app.close());

const revoke = (form: Record<string, string>) =>
  gateway.app.inject({
    method: 'POST',
    url: '/oauth/revoke',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ client_id: 'shop', client_secret: 's', ...form }).toString(),
  });

describe('/oauth/revoke', () => {
  it('ends the client’s own token in the client’s name, with the right to do that and no other', async () => {
    const answer = await revoke({ token: 'own', token_type_hint: 'access_token' });
    expect({ status: answer.statusCode, body: answer.body }).toEqual({ status: 200, body: '' });
    expect(gateway.calls.madeOf(revokeToken)).toMatchObject([
      {
        input: { jti: '01a1fd2d-21b4-704d-8aa4-72654d29cd30', reason: 'user_request' },
        context: { tenant: 'demo', actor: { type: 'client', id: 'shop' }, scopes: ['revocation:write'] },
      },
    ]);
  });

  it('writes down that the token was let through although nobody could confirm that it is not revoked', async () => {
    const claims = gateway.guard.accept('stale');
    gateway.guard.tokens.set('stale', { active: true, confirmed: false, claims });
    expect((await revoke({ token: 'stale' })).statusCode).toBe(200);
    expect(gateway.guard.asked.at(-1)).toEqual({ policy: 'open' });
    expect((await revoke({ token: 'own' })).statusCode).toBe(200);
    expect(gateway.calls.madeOf(revokeToken)).toMatchObject([
      { input: { metadata: { token: 'unconfirmed' } } },
      { input: { metadata: {} } },
    ]);
  });

  it('refuses the token of another client, and changes nothing', async () => {
    const answer = await revoke({ token: 'of-another' });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: 'unauthorized_client' });
    expect(gateway.calls.madeOf(revokeToken)).toEqual([]);
  });

  it.each(['revoked', 'forged', 'foreign'])('answers 200 and changes nothing for a token that is %s', async (token) => {
    expect((await revoke({ token })).statusCode).toBe(200);
    expect(gateway.calls.madeOf(revokeToken)).toEqual([]);
  });

  it('answers 503 with Retry-After as long as the revocation has no place in the log', async () => {
    gateway.calls.answer(revokeToken, () => pending);
    const answer = await revoke({ token: 'own' });
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('1');
    gateway.calls.answer(revokeToken, () => sealed);
    expect((await revoke({ token: 'own' })).statusCode).toBe(200);
  });

  it('answers 503 where the token cannot even be read now', async () => {
    expect((await revoke({ token: 'unknown' })).statusCode).toBe(503);
  });

  it('must be given a token', async () => {
    const answer = await revoke({});
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: 'invalid_request' });
  });
});
