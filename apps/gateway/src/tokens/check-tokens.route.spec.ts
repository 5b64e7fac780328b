import { checkTokens, fault, findEndings, type Output } from '@strongroom/contracts';
import { type TokenVerdict } from '@strongroom/guard';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openGatewayHarness, revoked, unavailable, type GatewayHarness } from '../../test/gateway-harness.js';

let gateway: GatewayHarness;

beforeEach(async () => {
  gateway = await openGatewayHarness();
  gateway.guard.accept('operator', { scopes: ['revocation:read'] });
});
afterEach(() => gateway.app.close());

const [jti, other] = ['01a1fd2d-21b4-704d-8aa4-72654d29cd31', '01a1fd2d-21b4-704d-8aa4-72654d29cd32'];
const entry = {
  ...{
    revocation_id: other,
    status: 'sealed' as const,
    seq: 7,
    scope: 'subject' as const,
    target: 'alice',
    note: null,
  },
  ...{ reason: 'admin' as const, service_name: null, metadata: {}, revoked_by: { type: 'client', id: 'shop' } },
  ...{ recorded_at: '2026-01-01T00:00:00Z', sealed_at: '2026-01-01T00:00:00Z', expires_at: '2026-01-02T00:00:00Z' },
};
type Ending = Output<typeof findEndings>['endings'][number];
const ending = (about: Partial<Ending>): Ending => ({
  jti,
  status: 'active',
  ended_by: null,
  expires_at: null,
  ...about,
});
const answers = (...endings: Ending[]): void => {
  gateway.calls.answer(findEndings, () => ({ endings }));
};

async function check(tokens: unknown, token = 'operator') {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await gateway.app.inject({ method: 'POST', url: '/v1/tokens/check', headers, payload: { tokens } });
  const { tokens: found } = answer.json<{ tokens?: { status: string }[] }>();
  return { answer, found, statuses: found?.map(({ status }) => status) };
}

/** A token that the guard refuses although its signature is good. */
function refusedToken(verdict: TokenVerdict, tenant = 'demo'): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    jti,
    sub: 'alice',
    client_id: 'shop',
    aud: ['mail', 'billing'],
    api_key_id: 'a-key',
    tenant,
    pos: 3,
  };
  const token = `${part({ kid: 'k1' })}.${part(claims)}.signature`;
  gateway.guard.tokens.set(token, verdict);
  return token;
}
const stopped = { active: false, unavailable: false, reason: { code: 'stopped', detail: '' } } as const;
const expired = { active: false, unavailable: false, reason: { code: 'expired', detail: '' } } as const;

describe('the check of tokens', () => {
  it('answers in the order of the tokens, and names the entry that ended one', async () => {
    gateway.guard.accept('good', { jti, exp: 1_900 });
    gateway.guard.tokens.set('old', expired);
    answers(ending({ status: 'revoked', ended_by: entry }), ending({ jti: other }));
    const { answer, found } = await check(['good', refusedToken(revoked), 'junk', 'old', other.toUpperCase()]);
    expect(checkTokens.output.safeParse(answer.json()).error).toBeUndefined();
    expect(found).toMatchObject([
      { status: 'active', jti, expires_at: '1970-01-01T00:31:40.000Z' },
      { status: 'revoked', jti, ended_by: { scope: 'subject', seq: 7 }, refused: 'revoked' },
      { status: 'malformed', jti: null, refused: 'malformed' },
      { status: 'expired', refused: 'expired' },
      { status: 'active', jti: other.toUpperCase() },
    ]);
    expect(gateway.calls.madeOf(findEndings)[0]?.input).toEqual({
      tokens: [
        {
          jti,
          names: {
            ...{ subject: 'alice', client: 'shop', key: 'a-key', services: ['mail', 'billing'] },
            ...{ signing_key: 'k1', pos: 3 },
          },
        },
        { jti: other.toUpperCase() },
      ],
    });
  });

  it('lets the guard’s refusal stand where the log has nothing against the token', async () => {
    answers(ending({ status: 'active' }), ending({ status: 'active' }));
    expect((await check([refusedToken(stopped), refusedToken(revoked)])).statuses).toEqual(['revoked', 'revoked']);
  });

  it('says active of nothing that nobody could tell of', async () => {
    gateway.guard.tokens.set('late', unavailable);
    answers(ending({ status: 'unavailable' }));
    expect((await check(['late', jti])).statuses).toEqual(['unavailable', 'unavailable']);
    gateway.calls.answer(findEndings, () => {
      throw fault('err:platform:unavailable:service', { message: 'revocation is away' });
    });
    expect((await check([jti])).answer.statusCode).toBe(503);
  });

  it('does not wait for a thousand tokens where it cannot tell of the first; ids are told by the log still', async () => {
    gateway.guard.tokens.set('late', unavailable);
    gateway.guard.accept('good', { jti });
    answers(ending({ status: 'revoked', ended_by: entry }));
    expect((await check(['late', 'good', jti])).statuses).toEqual(['unavailable', 'unavailable', 'revoked']);
  });

  it('says nothing of another tenant’s tokens, good or ended', async () => {
    gateway.guard.accept('theirs', { tenant: 'acme' });
    const { found } = await check(['theirs', refusedToken(revoked, 'acme')]);
    const unknown = { status: 'unknown', jti: null, refused: null, ended_by: null, expires_at: null };
    expect(found).toEqual([unknown, unknown]);
  });

  it.each([
    ['none', []],
    ['more than a thousand', Array.from({ length: 1_001 }, () => jti)],
    ['no list', 'one'],
    ['a number', [7]],
  ])('refuses %s, and names the field', async (_what, tokens) => {
    const { answer } = await check(tokens);
    expect(answer.statusCode).toBe(400);
    const [field] = answer.json<{ errors: { pointer: string }[] }>().errors;
    expect(field?.pointer).toMatch(/^\/tokens/);
  });

  it('is for who may read revocations', async () => {
    gateway.guard.accept('shop', { scopes: ['orders:read'] });
    expect((await check([jti], 'shop')).answer.statusCode).toBe(403);
    expect((await check([jti], 'forged')).answer.statusCode).toBe(401);
  });

  it('is told of by the OpenAPI document, like the route of any contract', async () => {
    const document = (await gateway.app.inject({ url: '/openapi.json' })).json<{ paths: Record<string, object> }>();
    expect(document.paths['/v1/tokens/check']).toMatchObject({
      post: {
        security: [{ bearer: ['revocation:read'] }],
        requestBody: { content: { 'application/json': { schema: { properties: { tokens: { maxItems: 1_000 } } } } } },
        responses: { 200: { content: { 'application/json': { schema: { properties: { tokens: {} } } } } }, 400: {} },
      },
    });
  });
});
