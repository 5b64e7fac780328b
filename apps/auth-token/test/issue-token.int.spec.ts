import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Input, type issueToken, type Output } from '@strongroom/contracts';
import { hashClientSecret, seedDemo } from '@strongroom/entities';
import { uuidv7 } from '@strongroom/kernel';
import { noTenant, runInContext } from '@strongroom/security-context';
import { inTenant, testContext } from '@strongroom/testing';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { AuthTokenHarness, ISSUER, type Replica } from './auth-token-harness.js';

const secret = randomBytes(32).toString('base64url');
const scopes = ['orders:read', 'secrets:read', 'secrets:write'];
const EMERGENCY = 'revocation:emergency';

let harness: AuthTokenHarness;
let service: Replica;

beforeAll(async () => {
  harness = await AuthTokenHarness.start();
  service = await harness.replica();
  await inTenant('demo', () =>
    service.transactions.run(() => seedDemo(service.db, { clientSecret: secret, scopes: [...scopes, EMERGENCY] })),
  );
});
beforeEach(() => {
  harness.head.onRead = () => Promise.resolve();
  harness.head.stopped = false;
});
afterAll(() => harness.close());

/** As the gateway asks: for nobody, of no tenant. */
const anonymous = testContext({ tenant: noTenant, actor: { type: 'system', id: 'anonymous' }, ip: '192.0.2.7' });
const issue = (about: Partial<Input<typeof issueToken>> = {}): Promise<Output<typeof issueToken>> =>
  runInContext(anonymous, () => service.issueToken.execute({ client_id: 'demo', client_secret: secret, ...about }));
const failure = (code: string): unknown => expect.objectContaining({ code });
const auditOf = (targetId: string): Promise<object[]> =>
  harness.database.query(
    `SELECT tenant, action, outcome, actor_type, actor_id, host(ip) AS ip, details FROM audit.entry
      WHERE target_id = $1 ORDER BY id`,
    [targetId],
  );

describe('an access token', () => {
  it('is verified with the published keys, and is what RFC 9068 says', async () => {
    harness.head.seq = 4_711;
    const answer = await issue({ scope: 'secrets:read' });
    expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 900, scope: 'secrets:read' });
    const keys = createLocalJWKSet(await inTenant(noTenant, () => service.listKeys.execute()));
    const { payload, protectedHeader } = await jwtVerify(answer.access_token, keys, {
      issuer: ISSUER,
      audience: ISSUER,
      typ: 'at+jwt',
      algorithms: ['RS256'],
    });
    const published = await inTenant(noTenant, () => service.listKeys.execute());
    expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'at+jwt', kid: published.keys[0]?.kid });
    const iat = Math.floor(harness.clock.nowMs() / 1000);
    expect(payload).toEqual({
      iss: ISSUER,
      sub: 'demo',
      aud: ISSUER,
      iat,
      exp: iat + 900,
      jti: expect.stringMatching(/^[0-9a-f-]{14}7/),
      client_id: 'demo',
      scope: 'secrets:read',
      tenant: 'demo',
      pos: 4_711,
    });
  });

  it('is not issued while an emergency stop stands, but to who asks by name for the right to deal with it', async () => {
    harness.head.stopped = true;
    const refused = failure('err:revocation:unavailable:stopped');
    await expect(issue()).rejects.toEqual(refused);
    await expect(issue({ scope: 'orders:read' })).rejects.toEqual(refused);
    await expect(issue({ scope: EMERGENCY })).resolves.toMatchObject({ scope: EMERGENCY });
    harness.head.stopped = false;
    await expect(issue()).resolves.toMatchObject({ scope: scopes.join(' ') });
  });

  it('is noted with the key that signed it', async () => {
    const { jti } = decodeJwt((await issue()).access_token);
    const { kid } = await service.signingKeys.current();
    await expect(harness.database.query('SELECT kid FROM auth.token WHERE jti = $1', [jti])).resolves.toEqual([
      { kid },
    ]);
  });

  it('has all scopes of its client when none is asked for', async () => {
    await expect(issue()).resolves.toMatchObject({ scope: scopes.join(' ') });
  });

  it('is not given for a scope that the client may not have', async () => {
    await expect(issue({ scope: 'secrets:read audit:read' })).rejects.toEqual(failure('err:oauth:invalid:scope'));
  });

  it('is for the issuer’s own API and for no other resource', async () => {
    await expect(issue({ resource: ISSUER })).resolves.toMatchObject({ token_type: 'Bearer' });
    await expect(issue({ resource: 'https://elsewhere.test' })).rejects.toEqual(failure('err:oauth:invalid:target'));
  });

  it('lives as long as its client says', async () => {
    const { access_token, expires_in } = await issue({ client_id: 'demo-short' });
    const { iat, exp } = decodeJwt(access_token);
    expect([expires_in, (exp ?? 0) - (iat ?? 0)]).toEqual([1, 1]);
  });

  it('leaves a row of what it stands for and an audit entry, and neither holds the token or the secret', async () => {
    const { access_token } = await issue({ scope: 'secrets:read' });
    const { jti = '', exp, iat } = decodeJwt(access_token);
    const [row] = await harness.database.query('SELECT * FROM auth.token WHERE jti = $1', [jti]);
    expect(row).toMatchObject({
      tenant: 'demo',
      subject: 'demo',
      client_id: 'demo',
      scope: 'secrets:read',
      issued_at: new Date((iat ?? 0) * 1000),
      expires_at: new Date((exp ?? 0) * 1000),
      revoked_at: null,
    });
    await expect(auditOf(jti)).resolves.toEqual([
      {
        tenant: 'demo',
        action: 'token.issue',
        outcome: 'succeeded',
        actor_type: 'client',
        actor_id: 'demo',
        ip: '192.0.2.7',
        details: { scope: 'secrets:read', pos: harness.head.seq, expires_in: 900 },
      },
    ]);
    for (const table of ['auth.token', 'auth.client', 'audit.entry']) {
      const rows = await harness.database.query<{ row: string }>(`SELECT t::text AS row FROM ${table} t`);
      const dump = rows.map(({ row: text }) => text).join('\n');
      expect(dump).not.toContain(access_token.slice(-40));
      expect(dump).not.toContain(secret);
    }
  });
});

describe('the position in the revocation log', () => {
  it('is taken before the secret is checked, so what is revoked during the check ends the token too', async () => {
    const client = `late-${uuidv7()}`;
    harness.head.seq = 5_000;
    harness.head.onRead = async () => {
      await seedClient(client, { tenant: 'demo' });
    };
    const { access_token } = await issue({ client_id: client });
    expect(decodeJwt(access_token)['pos']).toBe(5_000);
  });

  it('is needed: while it cannot be had, no token is issued', async () => {
    harness.head.onRead = () => Promise.reject(new Error('the revocation log does not answer'));
    await expect(issue()).rejects.toThrow('the revocation log does not answer');
  });
});

describe('a token request of a client that cannot be authenticated', () => {
  it.each(['unknown client', 'wrong secret', 'client switched off'])(
    'gets one and the same answer for: %s',
    async (reason) => {
      const client_id = `${reason.replaceAll(' ', '-')}-${uuidv7()}`;
      const wrong = reason === 'wrong secret' ? 'not-the-secret' : secret;
      if (reason !== 'unknown client')
        await seedClient(client_id, { tenant: 'acme', disabled: reason === 'client switched off' });
      const refused = issue({ client_id, client_secret: wrong });
      await expect(refused).rejects.toMatchObject({
        code: 'err:oauth:invalid:client',
        message: 'the client could not be authenticated',
      });
      await expect(auditOf(client_id)).resolves.toMatchObject([
        {
          tenant: reason === 'unknown client' ? noTenant : 'acme',
          action: 'token.issue',
          outcome: 'denied',
          actor_id: 'anonymous',
          details: { reason },
        },
      ]);
    },
  );
});

describe('the way from a client’s id to its tenant', () => {
  it('shows the one client that is named, not the others', async () => {
    await seedClient(`other-${uuidv7()}`, { tenant: 'acme' });
    const visible = service.transactions.runAcrossTenants(async () => {
      const before = await service.db.query('SELECT client_id FROM auth.client');
      await service.db.query(`SELECT set_config('strongroom.client_id', 'demo', true)`);
      return [before, await service.db.query('SELECT client_id FROM auth.client')];
    });
    await expect(visible).resolves.toEqual([[], [{ client_id: 'demo' }]]);
  });
});

async function seedClient(id: string, about: { readonly tenant: string; readonly disabled?: boolean }): Promise<void> {
  await harness.database.query(`INSERT INTO auth.tenant (tenant, name) VALUES ($1, $1) ON CONFLICT DO NOTHING`, [
    about.tenant,
  ]);
  await harness.database.query(
    `INSERT INTO auth.client (client_id, tenant, name, secret_hash, scopes, disabled_at) VALUES ($1, $2, $1, $3, $4, $5)`,
    [id, about.tenant, hashClientSecret(secret), scopes, about.disabled === true ? new Date() : null],
  );
}
