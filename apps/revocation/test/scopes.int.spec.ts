import { randomUUID } from 'node:crypto';
import { type OpenedGuard } from '@strongroom/guard';
import { inTenant, testDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ReadHead } from '../src/read-head/read-head.js';
import { ShowPropagation } from '../src/show-propagation/show-propagation.js';
import { ShowRevocation } from '../src/show-revocation/show-revocation.js';
import { credential, gatewayGuards, type TestGuards } from './support/guards.js';
import { call, startReplica, type Replica } from './support/replica.js';
import { revokers, seqOf } from './support/terms.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let replica: Replica;
let guards: TestGuards;
let opened: OpenedGuard;

beforeAll(async () => {
  database = await testDatabase();
  replica = await startReplica(database);
  guards = await gatewayGuards();
  opened = guards.open('gateway-1', [replica.feedUrl]);
  await opened.bootstrapped;
});
afterAll(async () => {
  await guards.close();
  await replica.close();
  await database.close();
});

const head = async (): Promise<number> => (await replica.module.get(ReadHead).execute({}, call())).seq;
/** What a guard says that has everything which was sealed when it is asked. */
async function isGood(about: Parameters<typeof credential>[0], tenant = 'demo'): Promise<boolean> {
  while (opened.status().appliedSeq < (await head())) await new Promise(setImmediate);
  const { active } = await opened.guard.check({ ...credential(about), tenant }, { policy: 'strict' });
  return active;
}

/** What a credential says that a cut-off of `target` covers. */
function resting(scope: string, target: string): Partial<Parameters<typeof credential>[0]> {
  if (scope === 'tenant' || scope === 'global') return {};
  return scope === 'service' ? { services: [target] } : { [scope]: target };
}

describe('a cut-off', () => {
  it.each([
    ['session', 'a-session', { session: 'a-session' }, { session: 'another' }],
    ['family', 'a-family', { family: 'a-family' }, { family: 'another' }],
    ['key', 'a-key', { key: 'a-key' }, { key: 'another' }],
    ['service', 'billing', { services: ['mail', 'billing'] }, { services: ['mail'] }],
    ['subject', 'sue', { subject: 'sue' }, { subject: 'sam' }],
    ['client', 'app', { client: 'app' }, { client: 'another' }],
  ] as const)('of a %s ends what rests on it, and nothing else', async (scope, target, covered, other) => {
    const pos = await head();
    await revokers(replica)[scope](target);
    expect(await isGood({ pos, ...covered })).toBe(false);
    expect(await isGood({ pos, ...other })).toBe(true);
    expect(await isGood({ pos: await head(), ...covered })).toBe(true);
  });

  it('of a tenant ends all of it, in whichever tenant the caller is, and nothing of another', async () => {
    const pos = await head();
    const outcome = await revokers(replica).tenant('acme');
    expect(await isGood({ pos }, 'acme')).toBe(false);
    expect(await isGood({ pos })).toBe(true);
    const [row] = await database.query('SELECT tenant, scope, target FROM revocation.event WHERE id = $1', [
      outcome.revocation_id,
    ]);
    expect(row).toEqual({ tenant: 'acme', scope: 'tenant', target: 'acme' });
  });

  it('of a signing key ends what it signed in every tenant, whatever position the token claims', async () => {
    await revokers(replica).signing_key('stolen');
    for (const tenant of ['demo', 'acme']) {
      expect(await isGood({ pos: 2 ** 53 - 1, signingKey: 'stolen' }, tenant)).toBe(false);
      expect(await isGood({ pos: await head(), signingKey: 'ours' }, tenant)).toBe(true);
    }
  });

  it('of everything ends what was issued in every tenant, and what is issued then lives', async () => {
    const pos = await head();
    await revokers(replica).global();
    for (const tenant of ['demo', 'acme']) {
      expect(await isGood({ pos }, tenant)).toBe(false);
      expect(await isGood({ pos: await head() }, tenant)).toBe(true);
    }
  });

  it('that is everybody’s can be shown to everybody, and its propagation too', async () => {
    const { revocation_id, ...outcome } = await revokers(replica).global();
    await inTenant('acme', async () => {
      expect(await replica.module.get(ShowRevocation).execute({ revocation_id })).toMatchObject({ scope: 'global' });
      const seq = seqOf(outcome);
      expect(await replica.module.get(ShowPropagation).execute({ seq })).toMatchObject({ seq });
    });
  });

  it('of a tenant is shown to no other', async () => {
    const { revocation_id } = await revokers(replica).tenant('acme');
    const shown = inTenant('demo', () => replica.module.get(ShowRevocation).execute({ revocation_id }));
    await expect(shown).rejects.toMatchObject({ code: 'err:revocation:unknown:revocation' });
  });

  it.each(['session', 'family', 'key', 'service', 'subject', 'client', 'tenant', 'global'] as const)(
    'of a %s tells apart what was issued before and after it, in the same instant, each time',
    async (scope) => {
      const target = scope === 'tenant' ? 'demo' : randomUUID();
      const about = resting(scope, target);
      for (let round = 0; round < 20; round += 1) {
        const before = await head();
        await revokers(replica)[scope](target);
        const after = await head();
        expect(await isGood({ pos: before, ...about })).toBe(false);
        expect(await isGood({ pos: after, ...about })).toBe(true);
      }
    },
  );
});
