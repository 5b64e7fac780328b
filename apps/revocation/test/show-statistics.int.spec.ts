import { randomUUID } from 'node:crypto';
import { parseInput, showStatistics } from '@strongroom/contracts';
import { inTenant, testDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RevokeTokens } from '../src/revoke-tokens/revoke-tokens.js';
import { ShowPropagation } from '../src/show-propagation/show-propagation.js';
import { ShowStatistics } from '../src/show-statistics/show-statistics.js';
import { gatewayGuards, type TestGuards } from './support/guards.js';
import { call, startReplica, type Replica } from './support/replica.js';
import { revokers, seqOf } from './support/terms.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let replica: Replica;
let guards: TestGuards;

beforeAll(async () => {
  database = await testDatabase();
  replica = await startReplica(database);
  guards = await gatewayGuards();
});
afterAll(async () => {
  await guards.close();
  await replica.close();
  await database.close();
});

const statistics = (input = {}, tenant = 'demo') =>
  inTenant(tenant, async () => replica.module.get(ShowStatistics).execute(parseInput(showStatistics.input, input)));

describe('the statistics of revocations', () => {
  it('are zero, and measure nothing, where nothing was revoked', async () => {
    expect(await statistics({}, 'nobody')).toMatchObject({
      ...{ revocations: 0, by_reason: [], by_scope: [], by_service: [], by_day: [], enforcement: null },
    });
  });

  it('count by reason, scope, service and day, in the tenant and within the time that was asked for', async () => {
    const revoke = (reason: 'rotated' | 'admin', service_name: string, count: number) =>
      inTenant('demo', () =>
        replica.module
          .get(RevokeTokens)
          .execute({ jtis: Array.from({ length: count }, () => randomUUID()), reason, service_name }, call()),
      );
    await revoke('rotated', 'shop', 2);
    await revoke('admin', 'bank', 3);
    await revokers(replica).subject('alice');
    expect(await statistics()).toMatchObject({
      revocations: 6,
      by_reason: [
        { name: 'admin', revocations: 3 },
        { name: 'compromised', revocations: 1 },
        { name: 'rotated', revocations: 2 },
      ],
      by_scope: [
        { name: 'subject', revocations: 1 },
        { name: 'token', revocations: 5 },
      ],
      by_service: [
        { name: 'bank', revocations: 3 },
        { name: 'shop', revocations: 2 },
      ],
    });
    const { by_day: days } = await statistics();
    expect(days.map(({ name }) => name)).toEqual(days.map(() => expect.stringMatching(/^\d{4}-\d\d-\d\d$/)));
    expect(days.reduce((sum, { revocations }) => sum + revocations, 0)).toBe(6);
    expect(await statistics({ to: new Date(Date.now() - 3_600_000).toISOString() })).toMatchObject({ revocations: 0 });
    expect(await statistics({}, 'other')).toMatchObject({ revocations: 0 });
  });

  it('say how long guards took to enforce, and nothing of guards that came later', async () => {
    const before = await statistics();
    expect(before.enforcement).toBeNull();
    const opened = guards.open('gateway-1', [replica.feedUrl]);
    await opened.bootstrapped;
    const known = await inTenant('demo', async () => {
      for (;;) {
        const seq = seqOf(await revokers(replica).subject('bob'));
        const { guards: heard } = await replica.module.get(ShowPropagation).execute({ seq });
        if (heard.length > 0) return seqOf(await revokers(replica).subject('bob'));
      }
    });
    for (;;) {
      const { enforced_everywhere_after_ms: ms } = await inTenant('demo', () =>
        replica.module.get(ShowPropagation).execute({ seq: known }),
      );
      if (ms !== null) break;
    }
    const { enforcement } = await statistics();
    expect(enforcement).toMatchObject({ measurements: enforcement?.revocations });
    const { by_guard_service: byService = [], ...ofAll } = enforcement ?? {};
    expect(byService).toEqual([{ name: 'gateway', ...ofAll }]);
    expect(enforcement?.p50_ms).toBeLessThanOrEqual(enforcement?.max_ms ?? -1);
  });

  it.each([
    [{ from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' }],
    [{ from: '2024-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' }],
    [{ from: 'yesterday' }],
  ])('refuse %j, and name the field', async (input) => {
    await expect(statistics(input)).rejects.toMatchObject({ fields: [{ pointer: '/from' }] });
  });
});

describe('the readable view', () => {
  it('has one row for each token that was revoked, and shows a tenant its own', async () => {
    const jtis = [randomUUID(), randomUUID()];
    const metadata = { ticket: 'INC-1' };
    await inTenant('view', () =>
      replica.module.get(RevokeTokens).execute({ jtis, reason: 'admin', service_name: 'shop', metadata }, call()),
    );
    const { db, transactions } = await database.as('revocation');
    const rows = (tenant: string) =>
      inTenant(tenant, () =>
        transactions.run(() =>
          db.query('SELECT * FROM revocation.token_revocations WHERE token_id = ANY ($1) ORDER BY token_id', [jtis]),
        ),
      );
    expect(await rows('view')).toEqual(
      jtis.toSorted().map((token_id) => ({
        ...{ token_id, tenant: 'view', revoked_at: expect.any(Date), reason: 'admin', metadata },
        ...{ revoked_by: 'client:test-client', service_name: 'shop' },
      })),
    );
    expect(await rows('other')).toEqual([]);
  });
});
