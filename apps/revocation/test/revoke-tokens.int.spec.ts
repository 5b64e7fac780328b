import { randomUUID } from 'node:crypto';
import { revokeTokens } from '@strongroom/contracts';
import { inTenant, testContext, testDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RevokeToken } from '../src/revoke-token/revoke-token.js';
import { RevokeTokens } from '../src/revoke-tokens/revoke-tokens.js';
import { gatewayGuards, type TestGuards } from './support/guards.js';
import { call, startReplica, type Replica } from './support/replica.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let replica: Replica;
let gateway: TestGuards;

beforeAll(async () => {
  database = await testDatabase();
  replica = await startReplica(database);
  gateway = await gatewayGuards();
});
afterAll(async () => {
  await gateway.close();
  await replica.close();
  await database.close();
});

const reason = 'compromised' as const;
const ids = (count: number): string[] => Array.from({ length: count }, () => randomUUID());
const revoke = (jtis: readonly string[], tenant = 'demo') =>
  inTenant(tenant, () => replica.module.get(RevokeTokens).execute({ jtis: [...jtis], reason }, call()));
const events = async (jtis: readonly string[]): Promise<number> => {
  const rows = await database.query('SELECT FROM revocation.event WHERE target = ANY ($1)', [jtis]);
  return rows.length;
};
/** As the gateway sends it when Redis is dead: through the same door as every call, and with the size of a real one. */
const send = async (input: object) =>
  gateway.direct([replica.feedUrl]).call(revokeTokens.pattern, input, {
    securityContext: await gateway.statements.seal(testContext({ scopes: ['revocation:write'] }), 'revocation'),
  });

describe('revoking many tokens in one call', () => {
  it('answers for each in the order of the call, and for all of them with the last place', async () => {
    const jtis = ids(3);
    const { status, seq, outcomes } = await revoke(jtis);
    expect(status).toBe('sealed');
    expect(outcomes.map(({ jti }) => jti)).toEqual(jtis);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['revoked', 'revoked', 'revoked']);
    expect(seq).toBe(Math.max(...outcomes.map((one) => one.seq ?? Infinity)));
  });

  it('has one effect however often it is asked, and keeps the first revocation of what was revoked before', async () => {
    const jtis = ids(3);
    const [known = ''] = jtis;
    const first = await inTenant('demo', () => replica.module.get(RevokeToken).execute({ jti: known, reason }, call()));
    const { outcomes } = await revoke(jtis);
    expect(outcomes[0]).toMatchObject({ outcome: 'already_revoked', revocation_id: first.revocation_id });
    const again = await revoke(jtis);
    expect(again.outcomes).toEqual(outcomes.map((one) => ({ ...one, outcome: 'already_revoked' })));
    expect(await events(jtis)).toBe(3);
  });

  it('names a token that the call repeats, and revokes it once', async () => {
    const [one = '', other = ''] = ids(2);
    const { outcomes } = await revoke([one, other, one]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['revoked', 'revoked', 'repeated']);
    expect(outcomes[2]).toMatchObject({ revocation_id: outcomes[0]?.revocation_id, seq: outcomes[0]?.seq });
    expect(await events([one, other])).toBe(2);
  });

  it('does not go round in circles when calls name the same tokens in another order', async () => {
    const jtis = ids(200);
    const outcomes = await Promise.all([revoke(jtis), revoke(jtis.toReversed()), revoke(jtis)]);
    const revoked = outcomes.flatMap((one) => one.outcomes.filter(({ outcome }) => outcome === 'revoked'));
    expect(revoked).toHaveLength(200);
    expect(await events(jtis)).toBe(200);
  });

  it('leaves the tokens of other tenants alone', async () => {
    const jtis = ids(2);
    await revoke(jtis, 'other');
    const { outcomes } = await revoke(jtis);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['revoked', 'revoked']);
  });

  it('writes one audit entry, whose batch the answer and each entry of the log name', async () => {
    const jtis = ids(3);
    const { batch_id } = await revoke(jtis);
    const batches = await database.query<{ batch_id: string }>(
      'SELECT DISTINCT batch_id FROM revocation.event WHERE target = ANY ($1)',
      [jtis],
    );
    const audited = await database.query('SELECT action, details FROM audit.entry WHERE target_id = $1', [
      batches[0]?.batch_id,
    ]);
    expect(batches).toEqual([{ batch_id }]);
    expect((await revoke(jtis)).batch_id).toBeNull();
    expect(audited).toMatchObject([{ action: 'tokens.revoke', details: { reason, tokens: 3 } }]);
  });

  it('takes 10,000 ids, seals them all, and tells auth-token of each once', async () => {
    const jtis = ids(10_000);
    const answer = await send({ jtis, reason });
    expect(answer).toMatchObject({ status: 'sealed' });
    expect(await events(jtis)).toBe(10_000);
    const [told] = await database.query<{ tokens: string }>(
      `SELECT count(DISTINCT token->>'jti') AS tokens FROM revocation.outbox, jsonb_array_elements(payload->'tokens') AS token
        WHERE token->>'jti' = ANY ($1)`,
      [jtis],
    );
    expect(Number(told?.tokens)).toBe(10_000);
  });

  it.each([
    ['a bad id by its place', (jtis: string[]) => jtis.with(3, 'no-uuid'), '/jtis/3'],
    ['too many ids', (jtis: string[]) => [...jtis, ...ids(10_001 - jtis.length)], '/jtis'],
    ['no ids', () => [], '/jtis'],
  ])('names %s, and changes nothing', async (_what, spoil, pointer) => {
    const jtis = ids(5);
    await expect(send({ jtis: spoil(jtis), reason })).rejects.toMatchObject({
      ...{ status: 'INVALID_ARGUMENT', code: 'err:request:invalid:schema', fields: [{ pointer }] },
    });
    expect(await events(jtis)).toBe(0);
  });
});
