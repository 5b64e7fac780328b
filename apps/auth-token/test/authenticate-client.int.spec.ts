import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type authenticateClient, type Output } from '@strongroom/contracts';
import { seedDemo } from '@strongroom/entities';
import { noTenant, runInContext } from '@strongroom/security-context';
import { inTenant, testContext } from '@strongroom/testing';
import { AuthTokenHarness, type Replica } from './auth-token-harness.js';

const secret = randomBytes(32).toString('base64url');

let harness: AuthTokenHarness;
let service: Replica;

beforeAll(async () => {
  harness = await AuthTokenHarness.start();
  service = await harness.replica();
  await inTenant('demo', () =>
    service.transactions.run(() => seedDemo(service.db, { clientSecret: secret, scopes: [] })),
  );
});
afterAll(() => harness.close());

/** As the gateway asks: for nobody, of no tenant. */
const anonymous = testContext({ tenant: noTenant, actor: { type: 'system', id: 'anonymous' } });
const authenticate = (client_id: string, client_secret: string): Promise<Output<typeof authenticateClient>> =>
  runInContext(anonymous, () => service.authenticateClient.execute({ client_id, client_secret }));
const auditOf = (clientId: string): Promise<object[]> =>
  harness.database.query(
    `SELECT tenant, action, outcome, actor_id, details FROM audit.entry WHERE target_id = $1 ORDER BY id`,
    [clientId],
  );

describe('a client that proves itself', () => {
  it('is told its tenant and the head of the log before its secret was looked at, and is on record', async () => {
    harness.head.seq = 4_711;
    await expect(authenticate('demo', secret)).resolves.toEqual({ client_id: 'demo', tenant: 'demo', pos: 4_711 });
    await expect(auditOf('demo')).resolves.toEqual([
      {
        tenant: 'demo',
        action: 'client.authenticate',
        outcome: 'succeeded',
        actor_id: 'demo',
        details: { pos: 4_711 },
      },
    ]);
  });

  it.each([
    ['demo-short', 'not-the-secret', 'demo', 'wrong secret'],
    ['nobody', secret, noTenant, 'unknown client'],
  ])('as %s with what is not its secret gets one answer, and is on record', async (client, given, tenant, reason) => {
    await expect(authenticate(client, given)).rejects.toMatchObject({
      code: 'err:oauth:invalid:client',
      message: 'the client could not be authenticated',
    });
    await expect(auditOf(client)).resolves.toEqual([
      { tenant, action: 'client.authenticate', outcome: 'denied', actor_id: 'anonymous', details: { reason } },
    ]);
  });

  it('is not authenticated while the head of the log cannot be had', async () => {
    harness.head.onRead = () => Promise.reject(new Error('the revocation log does not answer'));
    await expect(authenticate('demo', secret)).rejects.toThrow('the revocation log does not answer');
  });
});
