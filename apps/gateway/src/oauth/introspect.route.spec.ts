import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { authenticateClient } from '@strongroom/contracts';
import {
  invalidClient,
  openGatewayHarness,
  revoked,
  unavailable,
  type GatewayHarness,
} from '../../test/gateway-harness.js';

let gateway: GatewayHarness;

beforeAll(async () => {
  gateway = await openGatewayHarness();
  gateway.calls.answer(authenticateClient, () => ({ client_id: 'resources', tenant: 'demo', pos: 7 }));
  gateway.guard.accept('good');
  gateway.guard.accept('of-a-session', { sid: 's1', nbf: 1_000, aud: ['https://a.test', 'https://b.test'] });
  gateway.guard.accept('foreign', { tenant: 'acme' });
  gateway.guard.tokens.set('revoked', revoked);
  gateway.guard.tokens.set('unknown', unavailable);
});
afterAll(() => gateway.app.close());

const introspect = (form: Record<string, string>, headers: Record<string, string> = {}) =>
  gateway.app.inject({
    method: 'POST',
    url: '/oauth/introspect',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(form).toString(),
  });
const byPost = { client_id: 'resources', client_secret: 's' };

describe('/oauth/introspect', () => {
  it('says of a good token what RFC 7662 asks for, and whose tenant it is', async () => {
    const answer = await introspect({ ...byPost, token: 'good' });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.json()).toEqual({
      active: true,
      iss: 'https://strongroom.test',
      sub: 'shop',
      aud: 'https://strongroom.test',
      client_id: 'shop',
      token_type: 'Bearer',
      scope: 'orders:read orders:write',
      iat: 1_000,
      exp: 1_900,
      jti: '01a1fd2d-21b4-704d-8aa4-72654d29cd30',
      tenant: 'demo',
    });
  });

  it('names the session, the beginning and every audience of a token that has them', async () => {
    const answer = await introspect({ ...byPost, token: 'of-a-session', token_type_hint: 'refresh_token' });
    expect(answer.json()).toMatchObject({ sid: 's1', nbf: 1_000, aud: ['https://a.test', 'https://b.test'] });
  });

  it.each(['revoked', 'forged', 'foreign'])(
    'says nothing but that it is not active of a token that is %s',
    async (token) => {
      const answer = await introspect({ ...byPost, token });
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toEqual({ active: false });
    },
  );

  it('answers 503 with Retry-After, and not `active`, where nobody can say', async () => {
    const answer = await introspect({ ...byPost, token: 'unknown' });
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('2');
    expect(answer.json()).not.toHaveProperty('active');
  });

  it('takes the credentials by HTTP Basic too', async () => {
    const authorization = `Basic ${Buffer.from('resources:s').toString('base64')}`;
    expect((await introspect({ token: 'good' }, { authorization })).json()).toMatchObject({ active: true });
  });

  it('makes no call for a client that it has just authenticated', async () => {
    await introspect({ ...byPost, token: 'good' });
    const before = gateway.calls.made.length;
    await introspect({ ...byPost, token: 'good' });
    expect(gateway.calls.made).toHaveLength(before);
  });

  it('tells nobody anything who is not a client', async () => {
    const unnamed = await introspect({ token: 'good' });
    gateway.calls.answer(authenticateClient, invalidClient);
    const wrong = await introspect({ client_id: 'resources', client_secret: 'wrong', token: 'good' });
    for (const answer of [unnamed, wrong]) {
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['www-authenticate']).toMatch(/^Basic /);
      expect(answer.json()).toMatchObject({ error: 'invalid_client' });
    }
  });

  it('must be given a token', async () => {
    const answer = await introspect(byPost);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: 'invalid_request' });
  });
});
