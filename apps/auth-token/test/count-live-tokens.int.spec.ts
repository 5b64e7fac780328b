import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RevocableScope } from '@strongroom/contracts';
import { uuidv7 } from '@strongroom/kernel';
import { inTenant } from '@strongroom/testing';
import { AuthTokenHarness, ISSUER, type Replica } from './auth-token-harness.js';

let harness: AuthTokenHarness;
let service: Replica;
const good: string[] = [];

async function token(tenant: string, { expiresIn = '1 hour', revoked = false } = {}): Promise<string> {
  const jti = uuidv7();
  await harness.database.query(
    `INSERT INTO auth.token (jti, tenant, subject, client_id, pos, scope, kid, issued_at, expires_at, revoked_at, revocation_id)
     VALUES ($1, $2, 'alice', 'shop', 1, '', 'k1', now(), now() + $3::interval, $4, $5)`,
    [jti, tenant, expiresIn, revoked ? new Date() : null, revoked ? uuidv7() : null],
  );
  return jti;
}

beforeAll(async () => {
  harness = await AuthTokenHarness.start();
  service = await harness.replica();
  good.push(await token('demo'), await token('demo'), await token('acme'));
  good.push(await token('demo', { revoked: true }), await token('demo', { expiresIn: '-1 second' }));
});
afterAll(() => harness.close());

const count = (tenant: string, scope: RevocableScope, targets: string[]): Promise<number> =>
  inTenant(tenant, async () => (await service.countLiveTokens.execute({ scope, targets })).live.access_token);

describe('the count of live tokens', () => {
  it('is of those that are neither expired nor revoked, in the tenant of who asks', async () => {
    await expect(count('demo', 'token', good)).resolves.toBe(2);
    await expect(count('demo', 'subject', ['alice'])).resolves.toBe(2);
    await expect(count('demo', 'client', ['shop'])).resolves.toBe(2);
    await expect(count('acme', 'tenant', ['acme'])).resolves.toBe(1);
    await expect(count('demo', 'subject', ['bob'])).resolves.toBe(0);
  });

  it('is of all tenants where what is revoked belongs to none, and only if it is asked in the name of all', async () => {
    for (const scope of ['global', 'stop'] as const) await expect(count('*', scope, [])).resolves.toBe(3);
    await expect(count('*', 'signing_key', ['k1'])).resolves.toBe(3);
    await expect(count('*', 'signing_key', ['k2'])).resolves.toBe(0);
    await expect(count('demo', 'global', [])).resolves.toBe(0);
  });

  it('names what each rests on, for the log to be asked', async () => {
    const counted = await inTenant('demo', () => service.countLiveTokens.execute({ scope: 'token', targets: good }));
    const about = { tenant: 'demo', subject: 'alice', client_id: 'shop', kid: 'k1', pos: 1 };
    expect(counted.tokens?.toSorted((a, b) => (a.jti < b.jti ? -1 : 1))).toEqual(
      good
        .slice(0, 2)
        .toSorted()
        .map((jti) => ({ jti, ...about })),
    );
    expect(counted.audience).toBe(ISSUER);
  });

  it('names none of more than it can name, and never a part of them', async () => {
    await harness.database.query(
      `INSERT INTO auth.token (jti, tenant, subject, client_id, pos, scope, kid, issued_at, expires_at)
       SELECT gen_random_uuid(), 'large', 'bob', 'shop', 1, '', 'k9', now(), now() + interval '1 hour'
         FROM generate_series(1, 10001)`,
    );
    const counted = () =>
      inTenant('large', () => service.countLiveTokens.execute({ scope: 'client', targets: ['shop'] }));
    expect(await counted()).toMatchObject({ live: { access_token: 10_001 }, tokens: null });
    await harness.database.query(
      `DELETE FROM auth.token WHERE jti = (SELECT jti FROM auth.token WHERE tenant = 'large' LIMIT 1)`,
    );
    const { live, tokens } = await counted();
    expect({ live, named: tokens?.length }).toEqual({ live: { access_token: 10_000 }, named: 10_000 });
    await harness.database.query(`DELETE FROM auth.token WHERE tenant = 'large'`);
  });

  it('is zero for sessions: no token here rests on one', async () => {
    await expect(count('demo', 'session', ['s'])).resolves.toBe(0);
  });
});
