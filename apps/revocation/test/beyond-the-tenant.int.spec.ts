import { randomUUID } from 'node:crypto';
import {
  exportRevocations,
  listRevocations,
  parseInput,
  showStatistics,
  showStop,
  type Scope,
} from '@strongroom/contracts';
import { requireAccess, runInContext } from '@strongroom/security-context';
import { inTenant, testContext, testDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { EmergencyStop } from '../src/emergency-stop/emergency-stop.js';
import { ExportRevocations } from '../src/export-revocations/export-revocations.js';
import { ListRevocations } from '../src/list-revocations/list-revocations.js';
import { RevokeTenant } from '../src/revoke-tenant/revoke-tenant.js';
import { RevokeToken } from '../src/revoke-token/revoke-token.js';
import { ShowPropagation } from '../src/show-propagation/show-propagation.js';
import { ShowRevocation } from '../src/show-revocation/show-revocation.js';
import { ShowStatistics } from '../src/show-statistics/show-statistics.js';
import { ShowStop } from '../src/show-stop/show-stop.js';
import { ShowTokenHistory } from '../src/show-token-history/show-token-history.js';
import { call, startReplica, type Replica } from './support/replica.js';
import { revokers, seqOf } from './support/terms.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let replica: Replica;
const hers = randomUUID();
let acmeEnded: { readonly seq: number; readonly revocation_id: string };

const reason = 'emergency' as const;
const told = { reason, note: 'the laptop of acme', metadata: { case: 'INC-7' } };

beforeAll(async () => {
  database = await testDatabase();
  replica = await startReplica(database);
  const { signing_key: revokeKey, global: revokeEverything, lift } = revokers(replica);
  await inTenant('other', () => replica.module.get(RevokeToken).execute({ jti: hers, reason }, call()));
  const ended = await inTenant('demo', () =>
    replica.module.get(RevokeTenant).execute({ tenant: 'acme', ...told }, call()),
  );
  acmeEnded = { seq: seqOf(ended), revocation_id: ended.revocation_id };
  await revokeKey('k1');
  await revokeEverything();
  await lift(seqOf(await inTenant('demo', () => replica.module.get(EmergencyStop).execute(told, call()))));
});
afterAll(async () => {
  await replica.close();
  await database.close();
});

const reader = (tenant: string) => testContext({ tenant, scopes: ['revocation:read'] });
const operator = (tenant: string) => testContext({ tenant, scopes: ['revocation:emergency', 'revocation:read'] });
type Who = ReturnType<typeof reader>;

const list = (who: Who, filter: object = {}) =>
  runInContext(who, async () => replica.module.get(ListRevocations).execute(parseInput(listRevocations.input, filter)));
const scopes = async (who: Who, filter: object = {}) => (await list(who, filter)).revocations.map(({ scope }) => scope);

const EVERYBODYS = ['lift', 'stop', 'global', 'signing_key'];

describe('what reaches beyond a tenant', () => {
  it('is found by every tenant whose tokens it ended, beside its own and in one order', async () => {
    expect(await scopes(reader('demo'))).toEqual(EVERYBODYS);
    expect(await scopes(reader('other'))).toEqual([...EVERYBODYS, 'token']);
    expect(await scopes(reader('acme'))).toEqual([...EVERYBODYS, 'tenant']);
    for (const scope of EVERYBODYS) expect(await scopes(reader('other'), { scope })).toEqual([scope]);
    expect(await scopes(reader('other'), { target: 'k1' })).toEqual(['signing_key']);
  });

  it('is read page by page without a gap or a repeat', async () => {
    const paged: string[] = [];
    for (let before: string | null | undefined; before !== null;) {
      const page = await list(reader('other'), { limit: 2, before });
      paged.push(...page.revocations.map(({ scope }) => scope));
      before = page.next;
    }
    expect(paged).toEqual([...EVERYBODYS, 'token']);
  });

  it('says to whoever may not reach there that it was, when, why and by whom, and keeps the words about it', async () => {
    const { revocations } = await list(reader('other'), { scope: 'stop' });
    expect(revocations).toMatchObject([
      { reason, revoked_by: { type: 'client', id: 'test-client' }, note: null, metadata: {} },
    ]);
    expect((await list(operator('other'), { scope: 'stop' })).revocations).toMatchObject([told]);
    const { revocation_id } = revocations[0] ?? { revocation_id: '' };
    const show = (who: Who) => runInContext(who, () => replica.module.get(ShowRevocation).execute({ revocation_id }));
    expect(await show(reader('other'))).toMatchObject({ note: null, metadata: {} });
    expect(await show(operator('other'))).toMatchObject(told);
  });

  it('keeps them in the history of a token too', async () => {
    const client = { subject: 'shop', client_id: 'shop', audience: 'a', kid: null, pos: acmeEnded.seq };
    const times = { issued_at: new Date(0).toISOString(), expires_at: new Date(1).toISOString() };
    replica.issuer.issued = [{ jti: hers, ...client, ...times }];
    const history = await runInContext(reader('other'), () =>
      replica.module.get(ShowTokenHistory).execute({ jti: hers }, call()),
    );
    const stop = history.covered_by.find(({ scope }) => scope === 'stop');
    expect(stop).toMatchObject({ reason, note: null, metadata: {} });
  });

  it('is the end of another tenant for whoever may end one, in every way to ask, and for nobody else', async () => {
    const { revocation_id, seq } = acmeEnded;
    expect((await list(operator('demo'), { scope: 'tenant' })).revocations).toMatchObject([
      { target: 'acme', ...told },
    ]);
    expect(await scopes(operator('demo'))).toEqual([...EVERYBODYS, 'tenant']);
    expect(await scopes(operator('acme'))).toEqual([...EVERYBODYS, 'tenant']);
    const ask = (who: Who) =>
      runInContext(who, async () => [
        await replica.module.get(ShowRevocation).execute({ revocation_id }),
        await replica.module.get(ShowPropagation).execute({ seq }),
      ]);
    expect(await ask(operator('demo'))).toMatchObject([{ target: 'acme' }, { seq }]);
    await expect(ask(reader('demo'))).rejects.toMatchObject({ code: 'err:revocation:unknown:revocation' });
    expect(await scopes(reader('demo'), { scope: 'tenant' })).toEqual([]);
  });

  it('never is what another tenant ended of its own', async () => {
    expect(await scopes(operator('demo'), { scope: 'token' })).toEqual([]);
    expect(await scopes(operator('demo'), { target: hers })).toEqual([]);
  });

  it('says whether a stop stands to whoever reads revocations, and why to whoever deals with it', async () => {
    const ask = async (...held: Scope[]) => {
      const context = testContext({ tenant: 'other', scopes: held });
      requireAccess(showStop.access, context);
      return runInContext(context, () => replica.module.get(ShowStop).execute({}));
    };
    expect(await ask('revocation:read')).toMatchObject({ stopped: false, latest: { scope: 'lift' } });
    expect(await ask('revocation:emergency')).toMatchObject({ stopped: false, latest: { scope: 'lift' } });
    await expect(ask('revocation:write')).rejects.toMatchObject({ code: 'err:access:denied:scope' });
  });

  it('leaves in an export as it is listed', async () => {
    const page = (who: Who) =>
      runInContext(who, async () =>
        replica.module.get(ExportRevocations).execute(parseInput(exportRevocations.input, {})),
      );
    expect((await page(reader('other'))).revocations).toEqual((await list(reader('other'))).revocations);
    expect((await page(operator('demo'))).revocations.map(({ scope }) => scope)).toEqual([...EVERYBODYS, 'tenant']);
  });

  it('counts in the statistics as it is listed', async () => {
    const byScope = (who: Who) =>
      runInContext(who, async () => {
        const { by_scope } = await replica.module.get(ShowStatistics).execute(parseInput(showStatistics.input, {}));
        return by_scope.map(({ name, revocations }) => `${name} ${revocations}`);
      });
    const everybodys = EVERYBODYS.map((scope) => `${scope} 1`);
    expect(await byScope(reader('other'))).toEqual([...everybodys, 'token 1'].toSorted());
    expect(await byScope(reader('demo'))).toEqual(everybodys.toSorted());
    expect(await byScope(operator('demo'))).toEqual([...everybodys, 'tenant 1'].toSorted());
  });
});
