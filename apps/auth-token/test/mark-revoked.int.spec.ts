import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type credentialRevoked, type Payload } from '@strongroom/contracts';
import { uuidv7 } from '@strongroom/kernel';
import { inTenant } from '@strongroom/testing';
import { AuthTokenHarness, type Replica } from './auth-token-harness.js';

type Revoked = Payload<typeof credentialRevoked>;

let harness: AuthTokenHarness;
let service: Replica;

beforeAll(async () => {
  harness = await AuthTokenHarness.start();
  service = await harness.replica();
});
afterAll(() => harness.close());

async function token(about: { tenant: string; subject?: string; client?: string; kid?: string }): Promise<string> {
  const jti = uuidv7();
  await harness.database.query(
    `INSERT INTO auth.token (jti, tenant, subject, client_id, pos, scope, kid, issued_at, expires_at)
     VALUES ($1, $2, $3, $4, 1, '', $5, now(), now() + interval '1 hour')`,
    [jti, about.tenant, about.subject ?? uuidv7(), about.client ?? uuidv7(), about.kid ?? uuidv7()],
  );
  return jti;
}

const consume = (
  tenant: string,
  about: Pick<Revoked, 'scope' | 'target'>,
  revokedAtMs = Date.now() + 1,
): Promise<string> =>
  inTenant(tenant, async () => {
    const revocation_id = uuidv7();
    const revoked_at = new Date(revokedAtMs).toISOString();
    await service.transactions.run(() =>
      service.markRevoked.consume({ ...about, revocation_id, revoked_at, reason: 'compromised' }),
    );
    return revocation_id;
  });

const noteOn = async (jti: string): Promise<string | null | undefined> => {
  const [row] = await harness.database.query<{ revocation_id: string | null }>(
    'SELECT revocation_id FROM auth.token WHERE jti = $1',
    [jti],
  );
  return row?.revocation_id;
};

describe('a revocation', () => {
  it('is noted on the token that it names, on no other and in no other tenant', async () => {
    const [mine, other] = [await token({ tenant: 'demo' }), await token({ tenant: 'demo' })];
    await consume('acme', { scope: 'token', target: mine });
    await expect(noteOn(mine)).resolves.toBeNull();
    const revocation = await consume('demo', { scope: 'token', target: mine });
    await expect(noteOn(mine)).resolves.toBe(revocation);
    await expect(noteOn(other)).resolves.toBeNull();
  });

  it.each(['subject', 'client'] as const)('of a %s is noted on all its tokens of the tenant', async (scope) => {
    const target = uuidv7();
    const about = { [scope]: target };
    const mine = [await token({ tenant: 'demo', ...about }), await token({ tenant: 'demo', ...about })];
    const theirs = await token({ tenant: 'acme', ...about });
    const revocation = await consume('demo', { scope, target });
    await expect(Promise.all(mine.map(noteOn))).resolves.toEqual([revocation, revocation]);
    await expect(noteOn(theirs)).resolves.toBeNull();
  });

  it('of a tenant is noted on all its tokens, and on nobody else’s', async () => {
    const [mine, theirs] = [await token({ tenant: 'gone' }), await token({ tenant: 'stays' })];
    const revocation = await consume('gone', { scope: 'tenant', target: 'gone' });
    await expect(noteOn(mine)).resolves.toBe(revocation);
    await expect(noteOn(theirs)).resolves.toBeNull();
  });

  it('of a signing key is noted on what it signed in every tenant', async () => {
    const kid = uuidv7();
    const signed = [await token({ tenant: 'demo', kid }), await token({ tenant: 'acme', kid })];
    const other = await token({ tenant: 'demo' });
    const revocation = await consume('*', { scope: 'signing_key', target: kid });
    await expect(Promise.all(signed.map(noteOn))).resolves.toEqual([revocation, revocation]);
    await expect(noteOn(other)).resolves.toBeNull();
  });

  it.each(['global', 'stop', 'lift'] as const)('that is a %s is noted on everything', async (scope) => {
    const all = [await token({ tenant: 'demo' }), await token({ tenant: 'acme' })];
    const revocation = await consume('*', { scope, target: '' });
    await expect(Promise.all(all.map(noteOn))).resolves.toEqual([revocation, revocation]);
  });

  it('of everything reaches no other tenant where a tenant says it', async () => {
    const [mine, theirs] = [await token({ tenant: 'demo' }), await token({ tenant: 'acme' })];
    await consume('demo', { scope: 'global', target: '' });
    await expect(Promise.all([mine, theirs].map(noteOn))).resolves.toEqual([null, null]);
  });

  it('of a session is noted on nothing: no token here rests on one', async () => {
    const mine = await token({ tenant: 'demo' });
    await consume('demo', { scope: 'session', target: mine });
    await expect(noteOn(mine)).resolves.toBeNull();
  });

  it('of many tokens by one call is noted on each of them, and on no other tenant’s', async () => {
    const [one, other, theirs] = [
      await token({ tenant: 'demo' }),
      await token({ tenant: 'demo' }),
      await token({ tenant: 'acme' }),
    ];
    const tokens = [one, other, theirs].map((jti) => ({ jti, revocation_id: uuidv7() }));
    const revoked_at = new Date(Date.now() + 1).toISOString();
    await inTenant('demo', () =>
      service.transactions.run(() => service.markTokensRevoked.consume({ tokens, revoked_at, reason: 'compromised' })),
    );
    await expect(Promise.all([one, other, theirs].map(noteOn))).resolves.toEqual([
      tokens[0]?.revocation_id,
      tokens[1]?.revocation_id,
      null,
    ]);
  });

  it('is not noted on a token that was issued afterwards', async () => {
    const subject = uuidv7();
    const later = await token({ tenant: 'demo', subject });
    await consume('demo', { scope: 'subject', target: subject }, Date.now() - 60_000);
    await expect(noteOn(later)).resolves.toBeNull();
  });

  it('does not take the place of an earlier one', async () => {
    const [subject, client] = [uuidv7(), uuidv7()];
    const jti = await token({ tenant: 'demo', subject, client });
    const first = await consume('demo', { scope: 'subject', target: subject });
    await consume('demo', { scope: 'client', target: client });
    await expect(noteOn(jti)).resolves.toBe(first);
  });
});
