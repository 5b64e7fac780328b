import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openGatewayHarness, revoked, unavailable, type GatewayHarness } from '../../test/gateway-harness.js';

let gateway: GatewayHarness;

beforeAll(async () => {
  gateway = await openGatewayHarness();
  gateway.guard.accept('good');
  gateway.guard.accept('bare', { scopes: [] });
  gateway.guard.tokens.set('revoked', revoked);
  gateway.guard.tokens.set('unknown', unavailable);
});
afterAll(() => gateway.app.close());

const authorization = { authorization: 'Bearer good' };

describe('/v1/authorize', () => {
  it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)(
    'lets a good token pass whatever the method, and says whose it is (%s)',
    async (method) => {
      const answer = await gateway.app.inject({ method, url: '/v1/authorize', headers: authorization });
      expect({ method, status: answer.statusCode, body: answer.body }).toEqual({ method, status: 200, body: '' });
      expect(answer.headers).toMatchObject({
        'x-strongroom-subject': 'shop',
        'x-strongroom-client': 'shop',
        'x-strongroom-tenant': 'demo',
        'x-strongroom-scope': 'orders:read orders:write',
        'x-strongroom-jti': '01a1fd2d-21b4-704d-8aa4-72654d29cd30',
        'cache-control': 'no-store',
      });
    },
  );

  it('asks for no body, whatever type the request says that it had', async () => {
    const headers = { ...authorization, 'content-type': 'multipart/form-data; boundary=x', 'content-length': '0' };
    const answer = await gateway.app.inject({ method: 'POST', url: '/v1/authorize', headers });
    expect(answer.statusCode).toBe(200);
  });

  it('never takes an identity from the request, and writes over each that it could bring', async () => {
    const forged = Object.fromEntries(
      ['subject', 'client', 'tenant', 'scope', 'jti'].map((name) => [`x-strongroom-${name}`, 'forged']),
    );
    const answer = await gateway.app.inject({
      url: '/v1/authorize',
      headers: { authorization: 'Bearer bare', ...forged },
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({ 'x-strongroom-subject': 'shop', 'x-strongroom-scope': '' });
    for (const name of Object.keys(forged)) expect(answer.headers[name]).not.toBe('forged');
    const refused = await gateway.app.inject({ url: '/v1/authorize', headers: forged });
    expect(refused.statusCode).toBe(401);
  });

  it.each([
    ['none', undefined, 'send `Bearer`'],
    ['another scheme', 'Basic Z29vZA==', 'send `Bearer`'],
    ['one that is revoked', 'Bearer revoked', 'revoked'],
    ['one that is forged', 'Bearer forged', 'malformed'],
  ])('answers 401 with a challenge to a token that is not good: %s', async (_what, header, why) => {
    const headers = header === undefined ? {} : { authorization: header };
    const answer = await gateway.app.inject({ url: '/v1/authorize', headers });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer\b/);
    expect(answer.json()).toMatchObject({
      code: 'err:access:unauthenticated:token',
      detail: expect.stringContaining(why),
    });
    expect(answer.headers).not.toHaveProperty('x-strongroom-subject');
  });

  it.each([
    ['/v1/authorize?scope=orders:read', 200],
    ['/v1/authorize?scope=orders:read+orders:write', 200],
    ['/v1/authorize?scope=orders:read&scope=orders:write', 200],
    ['/v1/authorize?scope=revocation:write', 403],
    ['/v1/authorize?scope=orders:read%20revocation:write', 403],
    ['/v1/authorize?scope=revocation:write&for=/orders?scope=orders:read', 403],
    ['/v1/authorize?scope=revocation:write&for=/orders?x=1&scope=orders:read', 403],
    ['/v1/authorize?scope=orders:read&for=/orders?x=1', 200],
    ['/v1/authorize?scope=', 403],
  ])('%s answers %s: every scope that is named must be there', async (url, status) => {
    const answer = await gateway.app.inject({ url, headers: authorization });
    expect(answer.statusCode).toBe(status);
    if (status === 403) expect(answer.headers['www-authenticate']).toContain('insufficient_scope');
  });

  it.each([
    ['a path with a query', '/v1/authorize/orders/7?scope=everything'],
    ['nothing but a slash', '/v1/authorize/'],
    ['a path of a thousand characters', `/v1/authorize/${'x/'.repeat(500)}`],
  ])('asks nothing of what a proxy appends of its client’s: %s', async (_what, url) => {
    expect((await gateway.app.inject({ url, headers: authorization })).statusCode).toBe(200);
    expect((await gateway.app.inject({ url })).statusCode).toBe(401);
  });

  it('answers 503 with Retry-After, never 401 or 200, where nobody can say', async () => {
    const answer = await gateway.app.inject({ url: '/v1/authorize', headers: { authorization: 'Bearer unknown' } });
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('2');
  });
});
