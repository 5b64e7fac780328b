import { emergencyStop, liftStop } from '@strongroom/contracts';
import { type OpenedGuard } from '@strongroom/guard';
import { inTenant, testContext, testDatabase, type TestDatabase } from '@strongroom/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ReadHead } from '../src/read-head/read-head.js';
import { ShowStop } from '../src/show-stop/show-stop.js';
import { credential, gatewayGuards, type TestGuards } from './support/guards.js';
import { call, startReplica, type Replica } from './support/replica.js';
import { revokers, seqOf } from './support/terms.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let replica: Replica;
let guards: TestGuards;
let opened: OpenedGuard;

beforeEach(async () => {
  database = await testDatabase();
  replica = await startReplica(database);
  guards = await gatewayGuards();
  opened = guards.open('gateway-1', [replica.feedUrl]);
  await opened.bootstrapped;
});
afterEach(async () => {
  await guards.close();
  await replica.close();
  await database.close();
});

const head = () => replica.module.get(ReadHead).execute({}, call());
const show = () => inTenant('demo', () => replica.module.get(ShowStop).execute({}));
async function verdict(pos: number, { duringStop = false, guard = opened } = {}): Promise<string> {
  while (guard.status().appliedSeq < (await head()).seq) await new Promise(setImmediate);
  const found = await guard.guard.check(credential({ pos }), { policy: 'strict', duringStop });
  if (found.active) return 'active';
  return found.unavailable ? 'unavailable' : found.reason.code;
}

describe('an emergency stop', () => {
  it('lets nothing live, however late it was issued, until it is lifted; then what is issued anew lives', async () => {
    const { seq: before } = await head();
    const stop = seqOf(await revokers(replica).stop());
    expect(await head()).toEqual({ seq: stop, stopped: true });
    expect([await verdict(before), await verdict(stop)]).toEqual(['stopped', 'stopped']);
    const lift = seqOf(await revokers(replica).lift(stop));
    expect(await head()).toEqual({ seq: lift, stopped: false });
    expect([await verdict(before), await verdict(stop), await verdict(lift)]).toEqual(['revoked', 'revoked', 'active']);
  });

  it('opens the doors of those who deal with it to what was issued since, and to nothing older', async () => {
    const { seq: before } = await head();
    const stop = seqOf(await revokers(replica).stop());
    expect(await verdict(stop, { duringStop: true })).toBe('active');
    expect(await verdict(before, { duringStop: true })).toBe('revoked');
  });

  it('is one entry of the log while it stands, however often and at once it is asked for', async () => {
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => revokers(replica).stop()));
    expect(new Set(outcomes.map(seqOf)).size).toBe(1);
    const entries = await database.query(`SELECT tenant, scope FROM revocation.event`);
    expect(entries).toEqual([{ tenant: '*', scope: 'stop' }]);
    const audited = await database.query(`SELECT action, actor_id, details->>'reason' AS reason FROM audit.entry`);
    expect(audited).toEqual([{ action: 'emergency.stop', actor_id: 'test-client', reason: 'compromised' }]);
  });

  it('is known to a guard that starts while it stands, and years later', async () => {
    const stop = seqOf(await revokers(replica).stop());
    await database.query(`UPDATE revocation.event SET recorded_at = recorded_at - interval '3 years'`);
    const late = guards.open('gateway-2', [replica.feedUrl]);
    await late.bootstrapped;
    expect(await verdict(stop, { guard: late })).toBe('stopped');
    expect(late.status().stoppedBy).toBe('emergency stop');
  });

  it('is lifted once, by whoever names it; whoever names another one is told which stands, and changes nothing', async () => {
    const stop = seqOf(await revokers(replica).stop());
    const conflict = { code: 'err:revocation:conflict:stop' };
    await expect(revokers(replica).lift(stop + 1)).rejects.toMatchObject({
      ...conflict,
      message: expect.stringContaining(String(stop)),
    });
    expect((await show()).stopped).toBe(true);
    const lifts = await Promise.all([revokers(replica).lift(stop), revokers(replica).lift(stop)]);
    expect(lifts[1]).toEqual(lifts[0]);
    const again = seqOf(await revokers(replica).stop());
    expect(again).toBeGreaterThan(seqOf(lifts[0]));
    await expect(revokers(replica).lift(stop)).rejects.toMatchObject(conflict);
    expect(await verdict(again)).toBe('stopped');
  });

  it('that was never made can not be lifted', async () => {
    expect(await show()).toEqual({ stopped: false, latest: null });
    await expect(revokers(replica).lift(1)).rejects.toMatchObject({ code: 'err:revocation:conflict:stop' });
  });

  it('says who made it and who lifted it, and why', async () => {
    const stop = seqOf(await revokers(replica).stop());
    expect(await show()).toMatchObject({
      ...{ stopped: true, latest: { scope: 'stop', seq: stop, revoked_by: { id: 'test-client' } } },
    });
    await revokers(replica).lift(stop);
    expect(await database.query(`SELECT FROM audit.entry WHERE action = 'emergency.lift'`)).toHaveLength(1);
    expect(await show()).toMatchObject({ stopped: false, latest: { scope: 'lift', target: String(stop) } });
  });

  it('is made and lifted without Redis, by whoever has the right, which revoking alone does not give', async () => {
    const send = async (pattern: string, input: object, scopes: string[]) =>
      guards.direct([replica.feedUrl]).call(pattern, input, {
        securityContext: await guards.statements.seal(testContext({ scopes }), 'revocation'),
      });
    const reason = 'emergency';
    const denied = { status: 'PERMISSION_DENIED', code: 'err:access:denied:scope' };
    await expect(send(emergencyStop.pattern, { reason }, ['revocation:write'])).rejects.toMatchObject(denied);
    expect((await head()).stopped).toBe(false);
    expect(await send(emergencyStop.pattern, { reason }, ['revocation:emergency'])).toMatchObject({ status: 'sealed' });
    const { seq: stop_seq } = await head();
    await expect(send(liftStop.pattern, { stop_seq }, ['revocation:emergency'])).rejects.toMatchObject({
      ...{ code: 'err:request:invalid:schema', fields: [{ pointer: '/reason' }] },
    });
    const lifted = await send(liftStop.pattern, { stop_seq, reason }, ['revocation:emergency']);
    expect(lifted).toMatchObject({ status: 'sealed' });
  });
});
