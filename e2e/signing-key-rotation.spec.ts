import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DemoClient } from './support/client.ts';
import { makeRoot, removeRoot, startSystem, stopSystem, strongroomCli, type System } from './support/system.ts';
import { joseVerifier, passportJwt, type Issuer, type Verify } from './support/verifiers.ts';
import { send } from './tour/http-client.ts';

const LONG_MS = 180_000;
const PATIENCE_MS = 60_000;

interface Rotation {
  readonly outcome: string;
  readonly next: { readonly kid: string; readonly published_at: string; readonly signs_from: string };
}

const kidOf = (token: string): string => {
  const [header = ''] = token.split('.');
  return (JSON.parse(Buffer.from(header, 'base64url').toString()) as { readonly kid: string }).kid;
};
const taken = expect.objectContaining({ client_id: 'demo' });
const refused = expect.objectContaining({ refused: expect.any(String) });

/** Each reads the set before the rotation begins, and what it does not know by the settings that are named. */
const verifiers: Readonly<Record<string, (issuer: Issuer) => Verify>> = {
  'passport-jwt with jwks-rsa as it comes': (issuer) => passportJwt(issuer, {}),
  'passport-jwt with jwks-rsa { cache: false }': (issuer) => passportJwt(issuer, { cache: false }),
  'passport-jwt with jwks-rsa { rateLimit: true, jwksRequestsPerMinute: 5 }': (issuer) =>
    passportJwt(issuer, { rateLimit: true, jwksRequestsPerMinute: 5 }),
  'jose { cooldownDuration: 0 }': (issuer) => joseVerifier(issuer, { cooldownDuration: 0 }),
};
const readsOnce = { cacheMaxAge: Infinity, cooldownDuration: Infinity };

// A system of its own: a signing key that is revoked ends what the whole run holds.
describe('a signing key that is replaced while clients of others verify its tokens', () => {
  let root: string;
  let system: System;
  let issuer: Issuer;
  let old: string;
  let renewed: string;
  const running = new Map<string, Verify>();
  const inTheLead = new Map<string, Verify>();

  const tokenOf = async (): Promise<string> => (await DemoClient.of(system)).token;
  const published = async (): Promise<readonly string[]> => {
    const { body } = await send(system.gateways[0] ?? '', '/.well-known/jwks.json');
    return body.list('keys').map((key) => key.text('kid'));
  };

  beforeAll(async () => {
    root = await makeRoot();
    system = await startSystem(root, 1);
    const { body } = await send(system.gateways[0] ?? '', '/.well-known/oauth-authorization-server');
    issuer = { issuer: body.text('issuer'), jwksUri: body.text('jwks_uri') };

    old = await tokenOf();
    for (const [name, verifier] of Object.entries(verifiers)) running.set(name, verifier(issuer));
    running.set('jose, which reads once', joseVerifier(issuer, readsOnce));
    for (const verify of running.values()) expect(await verify(old)).toEqual(taken);

    const { next } = await rotate(root);
    expect(await published()).toEqual([next.kid, kidOf(old)]);
    inTheLead.set('jose as it comes', joseVerifier(issuer, {}));
    inTheLead.set('jose, which reads once', joseVerifier(issuer, readsOnce));
    for (const verify of inTheLead.values()) expect(await verify(old)).toEqual(taken);

    await letLeadPass(system, next);
    renewed = await until(tokenOf, (token) => kidOf(token) === next.kid);
  }, LONG_MS);
  afterAll(async () => {
    await stopSystem(root);
    await removeRoot(root);
  }, LONG_MS);

  it.each(Object.keys(verifiers))('is followed without a restart by %s', async (name) => {
    const verify = running.get(name);
    expect(await verify?.(renewed)).toEqual(taken);
    expect(await verify?.(old)).toEqual(taken);
  });

  it('is known to who read the set in the lead, be it never read again', async () => {
    expect([...inTheLead.keys()]).toHaveLength(2);
    for (const verify of inTheLead.values()) {
      expect(await verify(renewed)).toEqual(taken);
      expect(await verify(old)).toEqual(taken);
    }
  });

  it('is not known to who read the set before the rotation and never again', async () => {
    const verify = running.get('jose, which reads once');
    expect(await verify?.(renewed)).toEqual({ refused: expect.stringContaining('no applicable key found') });
    expect(await verify?.(old)).toEqual(taken);
  });

  it.each(Object.entries(verifiers))('verifies tokens of both keys in the overlap: %s, started anew', async (_, of) => {
    const verify = of(issuer);
    expect([await verify(old), await verify(renewed)]).toEqual([taken, taken]);
  });

  it('leaves the set when it is revoked: who starts anew refuses its tokens, and our own door at once', async () => {
    const ran = await strongroomCli(root, ['revocation', 'signing-key', kidOf(old), '--reason', 'compromised']);
    expect(ran).toMatchObject({ exitCode: 0 });
    await until(published, (kids) => !kids.includes(kidOf(old)));
    expect(await published()).toEqual([kidOf(renewed)]);
    const doorTo = async (token: string): Promise<number> =>
      (await send(system.gateways[0] ?? '', '/v1/authorize', { token })).status;
    expect([await doorTo(old), await doorTo(renewed)]).toEqual([401, 200]);
    for (const verifier of Object.values(verifiers)) {
      const verify = verifier(issuer);
      expect([await verify(old), await verify(renewed)]).toEqual([refused, taken]);
    }
  });

  it('is refused by who keeps the set only when it reads it again', async () => {
    expect(await running.get('passport-jwt with jwks-rsa { cache: false }')?.(old)).toEqual(refused);
    expect(await running.get('passport-jwt with jwks-rsa as it comes')?.(old)).toEqual(taken);
    expect(await inTheLead.get('jose, which reads once')?.(old)).toEqual(taken);
  });
});

async function rotate(root: string): Promise<Rotation> {
  const ran = await strongroomCli(root, ['--json', 'signing-keys', 'rotate']);
  expect(ran).toMatchObject({ exitCode: 0 });
  const rotation = JSON.parse(ran.stdout) as Rotation;
  expect(rotation.outcome).toBe('begun');
  return rotation;
}

/** The database's clock decides; instead of waiting, what it is compared with is moved back. */
async function letLeadPass({ env }: System, { kid, published_at, signs_from }: Rotation['next']): Promise<void> {
  const leadMs = Date.parse(signs_from) - Date.parse(published_at);
  const client = new pg.Client({ connectionString: env['DATABASE_URL'] });
  await client.connect();
  try {
    await client.query(
      `UPDATE auth.signing_key SET recorded_at = recorded_at - $2 * interval '1 millisecond' WHERE kid = $1`,
      [kid, leadMs],
    );
  } finally {
    await client.end();
  }
}

/** Asks until the answer is as wished. */
async function until<T>(ask: () => Promise<T>, isWished: (answer: T) => boolean): Promise<T> {
  const begunMs = performance.now();
  for (;;) {
    const answer = await ask();
    if (isWished(answer)) return answer;
    if (performance.now() - begunMs > PATIENCE_MS) throw new Error('what was waited for did not come');
  }
}
