import { randomUUID } from 'node:crypto';
import { exportRevocations, parseInput } from '@strongroom/contracts';
import { inTenant, testDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ExportRevocations } from '../src/export-revocations/export-revocations.js';
import { RevokeTokens } from '../src/revoke-tokens/revoke-tokens.js';
import { call, startReplica, type Replica } from './support/replica.js';
import { revokers } from './support/terms.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let replica: Replica;

beforeAll(async () => {
  database = await testDatabase();
  replica = await startReplica(database);
});
afterAll(async () => {
  await replica.close();
  await database.close();
});

const page = (input: object, tenant = 'demo') =>
  inTenant(tenant, async () =>
    replica.module.get(ExportRevocations).execute(parseInput(exportRevocations.input, input)),
  );

async function everything(input: object, tenant = 'demo'): Promise<{ pages: number; targets: string[] }> {
  const targets: string[] = [];
  let [pages, before] = [0, undefined as string | undefined];
  do {
    const { revocations, next } = await page({ ...input, before }, tenant);
    targets.push(...revocations.map(({ target }) => target));
    pages += 1;
    before = next ?? undefined;
  } while (before !== undefined);
  return { pages, targets };
}

const revoke = (jtis: string[], about: object = {}, tenant = 'demo') =>
  inTenant(tenant, () => replica.module.get(RevokeTokens).execute({ jtis, reason: 'rotated', ...about }, call()));

describe('an export of revocations', () => {
  it('has each of the tenant’s once, over however many pages, and none of another tenant', async () => {
    const jtis = Array.from({ length: 2_300 }, () => randomUUID());
    await revoke(jtis);
    await revoke([randomUUID()], {}, 'other');
    const { pages, targets } = await everything({ reason: 'rotated' });
    expect(pages).toBe(3);
    expect(targets.toSorted()).toEqual(jtis.toSorted());
  });

  it('keeps a page within what one answer carries, however long notes and metadata are', async () => {
    const metadata = Object.fromEntries(Array.from({ length: 16 }, (_, n) => [`${n}`, '\u{1f4a3}'.repeat(128)]));
    const jtis = Array.from({ length: 500 }, () => randomUUID());
    await revoke(jtis, { metadata, note: 'n'.repeat(500), reason: 'superseded' });
    const first = await page({ reason: 'superseded' });
    expect(JSON.stringify(first).length).toBeLessThan(1_100_000);
    expect((await everything({ reason: 'superseded' })).targets.toSorted()).toEqual(jtis.toSorted());
  });

  it('lets nobody’s secret out that somebody wrote into a note or metadata, and leaves the rest as it is', async () => {
    const note = 'alice@example.com lost 4111 1111 1111 1111, seen from 192.0.2.7';
    const metadata = { ticket: 'OPS-17', password: 'Kx7-vulture-92', url: 'https://tickets.example.org/17' };
    await revoke([randomUUID()], { reason: 'suspicious_activity', note, metadata });
    const { revocations } = await page({ reason: 'suspicious_activity' });
    expect(revocations).toMatchObject([
      {
        note: '[EMAIL_ADDRESS] lost [CREDIT_CARD], seen from 192.0.2.7',
        metadata: { ticket: 'OPS-17', password: '[PASSWORD]', url: 'https://tickets.example.org/17' },
      },
    ]);
  });

  it('goes by the filters of the list, and names the field of one that is wrong', async () => {
    await revokers(replica).subject('alice');
    expect((await everything({ scope: 'subject', target: 'alice' })).targets).toEqual(['alice']);
    expect((await everything({ to: '2020-01-01T00:00:00Z' })).targets).toEqual([]);
    await expect(page({ scope: 'planet' })).rejects.toMatchObject({ fields: [{ pointer: '/scope' }] });
  });

  it('is in the audit log: who, which filter, how many, and between which', async () => {
    const { revocations } = await page({ target: 'alice' });
    const id = revocations[0]?.revocation_id;
    const audited = await database.query(
      `SELECT tenant, actor_id, target_id, details FROM audit.entry WHERE action = 'revocations.export' ORDER BY id DESC LIMIT 1`,
    );
    expect(audited).toEqual([
      {
        ...{ tenant: 'demo', actor_id: 'test-client', target_id: 'alice' },
        details: { target: 'alice', entries: 1, first: id, last: id },
      },
    ]);
  });
});
