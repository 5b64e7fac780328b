import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditLog } from '@strongroom/audit';
import { hashClientSecret } from '@strongroom/entities';
import { inTenant } from '@strongroom/testing';
import { DisableClient } from '../src/disable-client/disable-client.js';
import { DisableClientStore } from '../src/disable-client/disable-client.store.js';
import { AuthTokenHarness, type Replica } from './auth-token-harness.js';

let harness: AuthTokenHarness;
let service: Replica;
let disableClient: DisableClient;

beforeAll(async () => {
  harness = await AuthTokenHarness.start();
  service = await harness.replica();
  const { db, transactions } = service;
  disableClient = new DisableClient(new DisableClientStore(db), transactions, new AuditLog(db));
});
afterAll(() => harness.close());

const SECRET = 'a-secret-of-this-test';

async function client(tenant: string, clientId: string): Promise<void> {
  await harness.database.query(`INSERT INTO auth.tenant (tenant, name) VALUES ($1, $1) ON CONFLICT DO NOTHING`, [
    tenant,
  ]);
  await harness.database.query(
    `INSERT INTO auth.client (client_id, tenant, name, secret_hash, scopes) VALUES ($1, $2, $1, $3, '{audit:read}')`,
    [clientId, tenant, hashClientSecret(SECRET)],
  );
}

const issue = (clientId: string): Promise<unknown> =>
  inTenant('-', () => service.issueToken.execute({ client_id: clientId, client_secret: SECRET }));
const disable = (tenant: string, clientId: string): ReturnType<DisableClient['execute']> =>
  inTenant(tenant, () => disableClient.execute({ client_id: clientId }));

describe('a client that is disabled', () => {
  it('gets no token from then on, and stays disabled since the first time', async () => {
    await client('acme', 'acme-app');
    await expect(issue('acme-app')).resolves.toMatchObject({ token_type: 'Bearer' });
    const first = await disable('acme', 'acme-app');
    await expect(issue('acme-app')).rejects.toMatchObject({ code: 'err:oauth:invalid:client' });
    await expect(disable('acme', 'acme-app')).resolves.toEqual(first);
  });

  it('is on record', async () => {
    const { entries } = await inTenant('acme', () => service.listAuditEntries.execute({ limit: 1 }));
    expect(entries[0]).toMatchObject({ action: 'client.disable', target: { type: 'client', id: 'acme-app' } });
  });

  it('is one of the tenant: another tenant finds none and changes nothing', async () => {
    await client('acme', 'acme-other');
    await expect(disable('globex', 'acme-other')).rejects.toMatchObject({ code: 'err:oauth:unknown:client' });
    await expect(issue('acme-other')).resolves.toMatchObject({ token_type: 'Bearer' });
  });
});
