import { confirmStop } from '@strongroom/contracts';
import { runInContext } from '@strongroom/security-context';
import { testContext, testDatabase, type TestDatabase } from '@strongroom/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ConfirmStop } from '../src/confirm-stop/confirm-stop.js';
import { EmergencyStop } from '../src/emergency-stop/emergency-stop.js';
import { ReadHead } from '../src/read-head/read-head.js';
import { gatewayGuards } from './support/guards.js';
import { call, startReplica, type Replica } from './support/replica.js';
import { revokers, seqOf } from './support/terms.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let replica: Replica;

beforeEach(async () => {
  database = await testDatabase();
  replica = await startReplica(database, { settings: { EMERGENCY_STOP_PERSONS: '2' } });
});
afterEach(async () => {
  await replica.close();
  await database.close();
});

const as = <T>(id: string, work: () => Promise<T>): Promise<T> =>
  runInContext({ ...testContext(), actor: { type: 'client', id } }, work);
const stopped = async () => (await replica.module.get(ReadHead).execute({}, call())).stopped;
const confirm = (id: string, request_id: string) =>
  as(id, () => replica.module.get(ConfirmStop).execute({ request_id }, call()));
async function request(id: string): Promise<string> {
  const about = { reason: 'emergency', note: 'INC-1', metadata: { ticket: '7' } } as const;
  const asked = await as(id, () => replica.module.get(EmergencyStop).execute(about, call()));
  if (asked.status !== 'awaiting_confirmation') throw new Error(`it is ${asked.status}`);
  return asked.request_id;
}

describe('an emergency stop that takes two persons', () => {
  it('ends nothing until another confirms it; then it has the reason of the first and the name of the second', async () => {
    const id = await request('ann');
    expect(await stopped()).toBe(false);
    seqOf(await confirm('ben', id));
    expect(await stopped()).toBe(true);
    expect(await database.query('SELECT scope, reason, note, metadata, actor_id FROM revocation.event')).toEqual([
      { scope: 'stop', reason: 'emergency', note: 'INC-1', metadata: { ticket: '7' }, actor_id: 'ben' },
    ]);
    const audited = await database.query(
      `SELECT action, actor_id, details->>'requested_by' AS requested_by FROM audit.entry ORDER BY id`,
    );
    expect(audited).toEqual([
      { action: 'emergency.request', actor_id: 'ann', requested_by: null },
      { action: 'emergency.stop', actor_id: 'ben', requested_by: null },
      { action: 'emergency.confirm', actor_id: 'ben', requested_by: 'client:ann' },
    ]);
  });

  it('is not confirmed by whoever asked for it, before and after', async () => {
    const id = await request('ann');
    const denied = { code: 'err:revocation:denied:same-person' };
    await expect(confirm('ann', id)).rejects.toMatchObject(denied);
    expect(await stopped()).toBe(false);
    await confirm('ben', id);
    await expect(confirm('ann', id)).rejects.toMatchObject(denied);
  });

  it('is one request while it waits, whoever asks, and one stop, however many confirm it at once', async () => {
    const id = await request('ann');
    expect([await request('ann'), await request('ben')]).toEqual([id, id]);
    const stops = await Promise.all(['ben', 'cid', 'ben'].map((who) => confirm(who, id)));
    expect(new Set(stops.map(seqOf)).size).toBe(1);
    expect(await database.query('SELECT FROM revocation.event')).toHaveLength(1);
    expect(await as('ann', () => replica.module.get(EmergencyStop).execute({ reason: 'admin' }, call()))).toEqual(
      stops[0],
    );
  });

  it('cannot be confirmed once its time has passed, and is asked for anew then', async () => {
    const id = await request('ann');
    await database.query(`UPDATE revocation.stop_request SET expires_at = clock_timestamp()`);
    await expect(confirm('ben', id)).rejects.toMatchObject({ code: 'err:revocation:unknown:stop-request' });
    expect(await stopped()).toBe(false);
    expect(await request('ben')).not.toBe(id);
  });

  it('that was lifted is not brought back by confirming the request again', async () => {
    const id = await request('ann');
    const stop = seqOf(await confirm('ben', id));
    await revokers(replica).lift(stop);
    expect(seqOf(await confirm('cid', id))).toBe(stop);
    expect(await stopped()).toBe(false);
  });

  it('is confirmed without Redis too', async () => {
    const guards = await gatewayGuards();
    const request_id = await request('ann');
    const context = testContext({ scopes: ['revocation:emergency'] });
    const securityContext = await guards.statements.seal(context, 'revocation');
    const direct = guards.direct([replica.feedUrl]);
    expect(await direct.call(confirmStop.pattern, { request_id }, { securityContext })).toMatchObject({
      status: 'sealed',
    });
    await guards.close();
  });
});
