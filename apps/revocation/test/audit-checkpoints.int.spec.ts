import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as nextTurn } from 'node:timers/promises';
import { CheckpointVerifier, readLine, type TenantHead } from '@strongroom/audit';
import { readPublishedKey } from '@strongroom/platform';
import { inTenant, testDatabase, type TestDatabase } from '@strongroom/testing';
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { RevokeToken } from '../src/revoke-token/revoke-token.js';
import { call, secretStoreOf, startReplica, type Replica } from './support/replica.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let folder: string;
let publicKey: NonNullable<Awaited<ReturnType<typeof readPublishedKey>>>['publicKey'];
let replicas: Replica[];

beforeAll(async () => {
  const secrets = await secretStoreOf('revocation');
  const first = await testDatabase();
  await (await startReplica(first)).close();
  await first.close();
  const published = await readPublishedKey(secrets.store, 'revocation', 'signing');
  secrets.close();
  if (published === undefined) throw new Error('the service published no signing key');
  ({ publicKey } = published);
});
beforeEach(async () => {
  [database, folder] = [await testDatabase(), await mkdtemp(join(tmpdir(), 'strongroom-checkpoints-'))];
  replicas = [];
});
afterEach(async () => {
  for (const replica of replicas) await replica.close();
  await database.close();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const fileOf = (name: string): string => join(folder, name);

async function start(file: string): Promise<Replica> {
  const replica = await startReplica(database, { settings: { AUDIT_CHECKPOINT_FILE: file } });
  replicas.push(replica);
  return replica;
}

const revoke = ({ module }: Replica, tenant = 'demo'): ReturnType<RevokeToken['execute']> =>
  inTenant(tenant, () => module.get(RevokeToken).execute({ jti: randomUUID(), reason: 'admin' }, call()));

/** What the file says, each signature checked with the key that the service has published. */
async function headsIn(file: string): Promise<readonly TenantHead[]> {
  const verifier = new CheckpointVerifier(() => publicKey, 1);
  const text = await readFile(file, 'utf8').catch(() => '');
  const faults = text
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => verifier.take(readLine(line)));
  expect(faults).toEqual([]);
  return verifier.heads;
}

async function untilSigned(file: string, tenant: string): Promise<void> {
  while (!(await headsIn(file)).some((head) => head.tenant === tenant)) await nextTurn(20);
}

describe('the audit checkpoints of the revocation service', () => {
  it('are signed by the service’s own key, and stand in the file of every replica, also of one that came later', async () => {
    const one = await start(fileOf('1.jsonl'));
    await revoke(one, 'acme');
    await untilSigned(fileOf('1.jsonl'), 'acme');
    const two = await start(fileOf('2.jsonl'));
    await untilSigned(fileOf('2.jsonl'), 'acme');
    await one.close();
    replicas.shift();
    await revoke(two, 'globex');
    await untilSigned(fileOf('2.jsonl'), 'globex');
  });

  it('hold up no revocation where the file cannot be written, and are kept as soon as it can be', async () => {
    const file = join(folder, 'a-file', 'checkpoints.jsonl');
    const inTheWay = join(folder, 'a-file');
    await writeFile(inTheWay, '');
    const replica = await start(file);
    await expect(revoke(replica, 'acme')).resolves.toMatchObject({ status: 'sealed' });
    while ((await database.query('SELECT number FROM audit.checkpoint')).length === 0) await nextTurn(20);
    await rm(inTheWay);
    await untilSigned(file, 'acme');
  });
});
