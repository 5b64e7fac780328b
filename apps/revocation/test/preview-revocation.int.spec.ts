import { randomUUID } from 'node:crypto';
import { parseInput, previewRevocation, type InputToSend } from '@strongroom/contracts';
import { runInContext } from '@strongroom/security-context';
import { inTenant, testContext, testDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PreviewRevocation } from '../src/preview-revocation/preview-revocation.js';
import { RevokeToken } from '../src/revoke-token/revoke-token.js';
import { call, startReplica, type Replica } from './support/replica.js';
import { revokers, seqOf } from './support/terms.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let replica: Replica;

beforeAll(async () => {
  database = await testDatabase();
  replica = await startReplica(database);
});
beforeEach(() => {
  replica.issuer.away = false;
  replica.issuer.live = null;
  replica.issuer.asked.length = 0;
});
afterAll(async () => {
  await replica.close();
  await database.close();
});

const preview = (input: InputToSend<typeof previewRevocation>, scopes: string[] = ['revocation:emergency']) =>
  runInContext(testContext({ scopes }), async () =>
    replica.module.get(PreviewRevocation).execute(parseInput(previewRevocation.input, input), call()),
  );

describe('the dry run of a revocation', () => {
  it('says how many live tokens it would end, by type and as of when, and changes nothing', async () => {
    expect(await preview({ scope: 'subject', targets: ['alice'] })).toEqual({
      ...{ status: 'counted', live_tokens: 7, by_type: { access_token: 7 }, counted_at: '2026-01-01T00:00:00.000Z' },
      exact: false,
    });
    expect(await database.query('SELECT FROM revocation.event')).toEqual([]);
  });

  it.each([
    ['token', [randomUUID(), randomUUID()], 'demo'],
    ['session', ['s'], 'demo'],
    ['client', ['shop'], 'demo'],
    ['tenant', ['acme'], 'acme'],
    ['signing_key', ['k1'], '*'],
    ['global', [], '*'],
    ['stop', [], '*'],
  ] as const)(
    'of a %s is counted by the issuer among the tokens that it would reach',
    async (scope, targets, tenant) => {
      await preview({ scope, targets: [...targets] });
      expect(replica.issuer.asked).toEqual([{ input: { scope, targets }, tenant, by: 'service:revocation' }]);
    },
  );

  it('counts by what the log says, not by what the issuer has heard of it', async () => {
    const head = seqOf(await revokers(replica).subject('nobody'));
    const token = (about: object = {}) => ({
      ...{ jti: randomUUID(), tenant: 'demo', subject: 'bob', client_id: 'bank', kid: 'k7', pos: head, ...about },
    });
    const live = async (...tokens: ReturnType<typeof token>[]) => {
      replica.issuer.live = tokens;
      const answer = await preview({ scope: 'global' });
      expect(answer).toMatchObject({ status: 'counted', exact: true });
      return answer.live_tokens;
    };
    const [one, other, elsewhere] = [token(), token(), token({ tenant: 'acme' })];
    expect(await live(one, other, elsewhere)).toBe(3);
    await inTenant('demo', () => replica.module.get(RevokeToken).execute({ jti: one.jti, reason: 'admin' }, call()));
    expect(await live(one)).toBe(0);
    expect(await live(one, other, elsewhere)).toBe(2);

    const cutOff = seqOf(await revokers(replica).client('bank'));
    expect(await live(other)).toBe(0);
    // Checked before the cut-off, minted after it: the issuer will never mark it.
    expect(await live(token({ pos: cutOff - 1 }), token({ pos: cutOff }), elsewhere)).toBe(2);

    await revokers(replica).signing_key('k7');
    const late = token({ pos: cutOff + 9, kid: null });
    expect(await live(token({ pos: cutOff + 9 }), late)).toBe(1);
    await revokers(replica).service('https://strongroom.test');
    expect(await live(late)).toBe(1);
    const end = seqOf(await revokers(replica).global());
    expect(await live(token({ pos: end - 1, kid: null }), token({ pos: end, kid: null }))).toBe(1);
  });

  it('says that it is unknown while the issuer is away, and revoking goes on without it', async () => {
    replica.issuer.away = true;
    expect(await preview({ scope: 'client', targets: ['shop'] })).toEqual({
      ...{ status: 'unknown', live_tokens: null, because: expect.stringContaining('err:platform:unavailable:service') },
    });
    expect(await revokers(replica).client('shop')).toMatchObject({ status: 'sealed' });
  });

  it.each(['tenant', 'signing_key', 'global', 'stop'] as const)(
    'of a %s, which reaches beyond the caller’s tenant, needs the right to revoke it',
    async (scope) => {
      const targets = scope === 'tenant' || scope === 'signing_key' ? ['x'] : [];
      await expect(preview({ scope, targets }, ['revocation:read'])).rejects.toMatchObject({
        code: 'err:access:denied:scope',
      });
      expect(replica.issuer.asked).toEqual([]);
    },
  );

  it.each([
    ['token', [], '/targets'],
    ['token', [randomUUID(), 'no-uuid'], '/targets/1'],
    ['subject', ['a', 'b'], '/targets'],
    ['global', ['a'], '/targets'],
  ] as const)('of a %s with targets %j is refused by the pointer of what is wrong', async (scope, targets, pointer) => {
    await expect(preview({ scope, targets: [...targets] })).rejects.toMatchObject({ fields: [{ pointer }] });
  });
});
