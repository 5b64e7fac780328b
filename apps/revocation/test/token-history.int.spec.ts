import { randomUUID } from 'node:crypto';
import { findEndings, parseInput } from '@strongroom/contracts';
import { inTenant, testDatabase, type TestDatabase } from '@strongroom/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FindEndings } from '../src/find-endings/find-endings.js';
import { ReadHead } from '../src/read-head/read-head.js';
import { RevokeToken } from '../src/revoke-token/revoke-token.js';
import { ShowTokenHistory } from '../src/show-token-history/show-token-history.js';
import { gatewayGuards } from './support/guards.js';
import { call, startReplica, type Replica } from './support/replica.js';
import { revokers, seqOf } from './support/terms.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let replica: Replica;

beforeEach(async () => {
  database = await testDatabase();
  replica = await startReplica(database);
});
afterEach(async () => {
  await replica.close();
  await database.close();
});

const head = async () => (await replica.module.get(ReadHead).execute({}, call())).seq;
const names = (pos: number, about: object = {}) => ({
  subject: 'alice',
  client: 'shop',
  signing_key: 'k1',
  pos,
  ...about,
});
const find = (tokens: object[], tenant = 'demo') =>
  inTenant(tenant, async () =>
    replica.module.get(FindEndings).execute(parseInput(findEndings.input, { tokens }), call()),
  );
const one = async (token: object, tenant = 'demo') => (await find([token], tenant)).endings[0];
const history = (jti: string, tenant = 'demo') =>
  inTenant(tenant, () => replica.module.get(ShowTokenHistory).execute({ jti }, call()));
const revokeToken = (jti: string) =>
  inTenant('demo', () => replica.module.get(RevokeToken).execute({ jti, reason: 'admin' }, call()));

describe('the endings of tokens', () => {
  it.each([
    ['subject', () => revokers(replica).subject('alice')],
    ['client', () => revokers(replica).client('shop')],
    ['session', () => revokers(replica).session('s1')],
    ['tenant', () => revokers(replica).tenant('demo')],
    ['signing_key', () => revokers(replica).signing_key('k1')],
    ['global', () => revokers(replica).global()],
    ['stop', () => revokers(replica).stop()],
  ] as const)('are found by the scope %s, and only behind the token’s position', async (scope, revoke) => {
    const jti = randomUUID();
    const before = await head();
    const seq = seqOf(await revoke());
    const token = (pos: number) => ({ jti, names: names(pos, { session: 's1' }) });
    expect(await one(token(before))).toMatchObject({ status: 'revoked', ended_by: { scope, seq } });
    // Whoever has stolen a key writes any position.
    expect(await one(token(seq))).toMatchObject({ status: scope === 'signing_key' ? 'revoked' : 'active' });
    const elsewhere = { jti, names: { subject: 'bob', client: 'bank', signing_key: 'k2', pos: before } };
    const isEverybodys = scope === 'tenant' || scope === 'global' || scope === 'stop';
    expect(await one(elsewhere)).toMatchObject({ status: isEverybodys ? 'revoked' : 'active' });
  });

  it('name the first that ended it, for each of many, in their order', async () => {
    const [jti, before] = [randomUUID(), await head()];
    await revokers(replica).subject('bob');
    const first = seqOf(await revokers(replica).subject('alice'));
    seqOf(await revokeToken(jti));
    const { endings } = await find([
      { jti: randomUUID(), names: names(before, { subject: 'carol' }) },
      { jti, names: names(before) },
      { jti: jti.toUpperCase(), names: names(first) },
    ]);
    expect(endings.map(({ status, ended_by: by }) => [status, by?.scope, by?.seq])).toEqual([
      ['active', undefined, undefined],
      ['revoked', 'subject', first],
      ['revoked', 'token', first + 1],
    ]);
  });

  it('of an id go by what the issuer knows; of one that it does not know nothing is said to be active', async () => {
    const [known, old, none] = [randomUUID(), randomUUID(), randomUUID()];
    replica.issuer.issued = [
      {
        jti: known,
        subject: 'alice',
        audience: 'https://strongroom.test',
        client_id: 'shop',
        kid: 'k1',
        pos: await head(),
        ...during(3_600_000),
      },
      {
        jti: old,
        subject: 'alice',
        audience: 'https://strongroom.test',
        client_id: 'shop',
        kid: null,
        pos: await head(),
        ...during(-1_000),
      },
    ];
    const statuses = async () => (await find([known, old, none].map((jti) => ({ jti })))).endings.map((e) => e.status);
    expect(await statuses()).toEqual(['active', 'expired', 'unknown']);
    await revokers(replica).client('shop');
    expect(await statuses()).toEqual(['revoked', 'revoked', 'unknown']);
  });

  it('of an id are unavailable while the issuer is away, but for those that were revoked by name', async () => {
    const [revoked, other] = [randomUUID(), randomUUID()];
    await revokeToken(revoked);
    replica.issuer.away = true;
    const { endings } = await find([{ jti: revoked }, { jti: other }]);
    expect(endings.map(({ status }) => status)).toEqual(['revoked', 'unavailable']);
  });

  it('are those of the tenant: what another revoked under the same name ends nothing here', async () => {
    const [jti, pos] = [randomUUID(), await head()];
    await revokeToken(jti);
    await revokers(replica).subject('alice');
    expect(await one({ jti, names: names(pos) }, 'other')).toMatchObject({ status: 'active', ended_by: null });
  });
});

describe('the history of a token', () => {
  it('says what ended it, when, why, by whom, where that is enforced, and what else covers it', async () => {
    const guards = await gatewayGuards();
    const opened = guards.open('gateway-1', [replica.feedUrl]);
    await opened.bootstrapped;
    const jti = randomUUID();
    const issued = {
      subject: 'alice',
      audience: 'https://strongroom.test',
      client_id: 'shop',
      kid: 'k1',
      pos: await head(),
      ...during(3_600_000),
    };
    replica.issuer.issued = [{ jti, ...issued }];
    expect(await history(jti)).toEqual({
      ...{ jti, status: 'active', issued, ended_by: null, propagation: null, covered_by: [] },
    });
    const seq = seqOf(await revokers(replica).subject('alice'));
    await revokeToken(jti);
    let told = await history(jti);
    while (told.propagation?.enforced !== 1) told = await history(jti);
    expect(told).toMatchObject({
      ...{ status: 'revoked', issued, propagation: { seq, enforced: 1, guards: [{ guard: 'gateway-1' }] } },
      ended_by: { scope: 'subject', seq, reason: 'compromised', revoked_by: { type: 'client', id: 'test-client' } },
    });
    expect(told.covered_by.map(({ scope }) => scope)).toEqual(['subject', 'token']);
    await guards.close();
  });
});

/** A life that ends so many milliseconds from now. */
function during(ms: number): { issued_at: string; expires_at: string } {
  return { issued_at: '2026-01-01T00:00:00.000Z', expires_at: new Date(Date.now() + ms).toISOString() };
}
