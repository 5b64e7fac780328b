import { testDatabase, type TestDatabase } from '@strongroom/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { RevokeSubject } from '../src/revoke-subject/revoke-subject.js';
import { Receiver } from './support/receiver.js';
import { call, startReplica, type Replica } from './support/replica.js';
import { revokers, seqOf } from './support/terms.js';
import { as, webhooksOf, type Webhooks } from './support/webhooks.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let replica: Replica;
let receiver: Receiver;
let hooks: Webhooks;

beforeEach(async () => {
  database = await testDatabase();
  replica = await startReplica(database);
  receiver = await Receiver.open();
  hooks = webhooksOf(replica);
});
afterEach(async () => {
  await replica.close();
  await receiver.close();
  await database.close();
});

const revoke = (subject: string, tenant = 'demo', note?: string) =>
  as({ tenant }, () =>
    replica.module.get(RevokeSubject).execute({ subject, reason: 'admin', note, metadata: { ticket: 'T-1' } }, call()),
  );
async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    await new Promise(setImmediate);
  }
}
/** The clock that decides is the database's, so it is the times in the database that a test moves. */
const timePasses = (span: string) =>
  database.query(
    `UPDATE revocation.webhook_delivery SET next_attempt_at = next_attempt_at - interval '${span}',
            first_attempt_at = first_attempt_at - interval '${span}' WHERE status = 'waiting';
     UPDATE revocation.webhook_endpoint SET paused_until = paused_until - interval '${span}',
            failing_since = failing_since - interval '${span}', previous_secret_until = previous_secret_until - interval '${span}'`,
  );
const settled = (id: string) =>
  until(
    () => hooks.deliveries(id),
    (all) => all.every(({ status }) => status !== 'waiting'),
  );
const audited = (
  action: string,
): Promise<{ target_id: string; actor_id: string; tenant: string; details: unknown }[]> =>
  database.query(`SELECT target_id, actor_id, tenant, details FROM audit.entry WHERE action = $1`, [action]);

describe('a webhook', () => {
  it('tells of a revocation that is sealed, so that the unmodified library accepts it, and of nothing from before', async () => {
    await revoke('earlier');
    const id = await hooks.to(receiver);
    const outcome = await revoke('sue', 'demo', 'leaves on Friday');
    const [told] = await receiver.first(1);
    expect(told).toMatchObject({
      id: outcome.revocation_id,
      type: 'revocation.sealed',
      verifiedBy: [0],
      data: {
        tenant: 'demo',
        seq: seqOf(outcome),
        ...{ scope: 'subject', target: 'sue', reason: 'admin', note: 'leaves on Friday', metadata: { ticket: 'T-1' } },
        revoked_by: { type: 'client', id: 'test-client' },
      },
    });
    expect(told?.timestamp).toBe(told?.data['sealed_at']);
    expect(await settled(id)).toMatchObject([
      {
        event_id: outcome.revocation_id,
        status: 'delivered',
        attempts: 1,
        last_http_status: 204,
        next_attempt_at: null,
      },
    ]);
    expect(receiver.received).toHaveLength(1);
  });

  it('has notes and metadata redacted as an export has them', async () => {
    await hooks.to(receiver);
    await revoke('sue', 'demo', 'asked by sue.doe@example.org');
    const [told] = await receiver.first(1);
    expect(told?.data['note']).toBe('asked by [EMAIL_ADDRESS]');
  });

  it('gets what its tenant revokes, and nothing of another tenant or of the platform', async () => {
    const other = await Receiver.open();
    const platform = await Receiver.open();
    const all = ['revocation.sealed', 'stop.sealed', 'stop.lifted'];
    await hooks.to(receiver, { event_types: all });
    await hooks.to(other, { event_types: all }, { tenant: 'acme' });
    await hooks.to(platform, { event_types: all, platform: true }, { operator: true });
    await revoke('sue');
    await revoke('ann', 'acme');
    const { stop, lift, tenant, global } = revokers(replica);
    await global();
    await lift(seqOf(await stop()));
    await tenant('acme');
    const told = (one: Receiver): string[] =>
      one.received.map(({ type, data }) => `${type} ${String(data['scope'])} ${String(data['tenant'])}`).toSorted();
    await Promise.all([receiver.first(1), other.first(2), platform.first(3)]);
    await until(
      () => database.query(`SELECT FROM revocation.webhook_delivery WHERE status = 'waiting'`),
      (rows) => rows.length === 0,
    );
    expect(told(receiver)).toEqual(['revocation.sealed subject demo']);
    expect(told(other)).toEqual(['revocation.sealed subject acme', 'revocation.sealed tenant acme']);
    expect(told(platform)).toEqual(['revocation.sealed global *', 'stop.lifted lift *', 'stop.sealed stop *']);
    await other.close();
    await platform.close();
  });

  it('gets only the types that it asked for, and those it asks for later', async () => {
    const id = await hooks.to(receiver, { event_types: ['stop.sealed'], platform: true }, { operator: true });
    const { stop, lift } = revokers(replica);
    const stopSeq = seqOf(await stop());
    await receiver.first(1);
    await lift(stopSeq);
    await hooks.update(id, { event_types: ['stop.lifted'] }, { operator: true });
    await lift(seqOf(await stop()));
    await receiver.first(2);
    expect(receiver.received.map(({ type }) => type)).toEqual(['stop.sealed', 'stop.lifted']);
  });
});

describe('a delivery', () => {
  it('that is answered with 500 is made again with the same webhook-id, and so often until it is taken', async () => {
    receiver.answer = (_, response) => response.writeHead(receiver.received.length < 3 ? 500 : 200).end();
    const id = await hooks.to(receiver);
    const { revocation_id } = await revoke('sue');
    for (const attempts of [1, 2]) {
      await until(
        () => hooks.show(id),
        ({ failures }) => failures === attempts,
      );
      expect(await hooks.deliveries(id)).toMatchObject([{ status: 'waiting', attempts, last_http_status: 500 }]);
      await timePasses('1 hour');
    }
    await receiver.first(3);
    expect(await settled(id)).toMatchObject([{ status: 'delivered', attempts: 3, last_http_status: 200 }]);
    expect(receiver.received.map((one) => [one.id, one.verifiedBy])).toEqual(Array(3).fill([revocation_id, [0]]));
    expect(new Set(receiver.received.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(await hooks.show(id)).toMatchObject({ failures: 0, failing_since: null });
  });

  it('waits as long as Retry-After asks, and no attempt of another one is made meanwhile', async () => {
    receiver.answer = (_, response) => response.writeHead(503, { 'retry-after': '1800' }).end();
    const id = await hooks.to(receiver);
    await revoke('sue');
    await receiver.first(1);
    await until(
      () => hooks.show(id),
      ({ failures }) => failures === 1,
    );
    await revoke('ann');
    await until(
      () => hooks.deliveries(id),
      (all) => all.length === 2,
    );
    await timePasses('29 minutes');
    const [pause] = await database.query<{ left: number }>(
      `SELECT extract(epoch FROM paused_until - clock_timestamp())::float8 AS left FROM revocation.webhook_endpoint`,
    );
    expect(pause?.left).toBeGreaterThan(0);
    expect(receiver.received).toHaveLength(1);
    await timePasses('1 hour');
    await receiver.first(2);
  });

  it('that has been tried for a day has failed, is listed, and goes out when it is sent again', async () => {
    receiver.answer = (_, response) => response.writeHead(500).end();
    const id = await hooks.to(receiver);
    const { revocation_id } = await revoke('sue');
    await until(
      () => hooks.show(id),
      ({ failures }) => failures === 1,
    );
    await timePasses('25 hours');
    expect(await settled(id)).toMatchObject([{ status: 'failed', attempts: 2, last_http_status: 500 }]);
    receiver.answer = (_, response) => response.writeHead(200).end();
    expect(await hooks.resend(id)).toEqual({ resent: 1 });
    await timePasses('1 hour');
    expect(await settled(id)).toMatchObject([{ status: 'delivered' }]);
    expect(await hooks.resend(id, revocation_id)).toEqual({ resent: 1 });
    await receiver.first(4);
    expect(new Set(receiver.received.map((one) => one.id))).toEqual(new Set([revocation_id]));
    expect(await audited('webhook.resend')).toHaveLength(2);
  });

  it('that is answered with 410 disables its webhook, audited; what waits has failed and nothing more is sent', async () => {
    receiver.answer = (_, response) => response.writeHead(410).end();
    const id = await hooks.to(receiver);
    await revoke('sue');
    await until(
      () => hooks.show(id),
      ({ status }) => status === 'disabled',
    );
    expect(await hooks.show(id)).toMatchObject({ disabled_because: 'gone' });
    expect(await settled(id)).toMatchObject([{ status: 'failed', last_http_status: 410 }]);
    const meanwhile = seqOf(await revoke('ann'));
    await until(
      () => database.query<{ seq: string }>(`SELECT seq FROM revocation.webhook_position`),
      ([position]) => Number(position?.seq) >= meanwhile,
    );
    await expect(hooks.resend(id)).rejects.toMatchObject({ code: 'err:webhooks:conflict:disabled' });
    receiver.answer = (_, response) => response.writeHead(200).end();
    expect(await hooks.enable(id)).toMatchObject({ status: 'enabled', failures: 0 });
    await hooks.resend(id);
    expect(await settled(id)).toMatchObject([{ status: 'delivered' }]);
    expect(await audited('webhook.disable')).toMatchObject([
      { target_id: id, actor_id: 'revocation', tenant: 'demo', details: { because: 'gone', deliveries: 1 } },
    ]);
  });

  it('of a webhook that has done nothing but fail for days disables it', async () => {
    receiver.answer = (_, response) => response.writeHead(500).end();
    const id = await hooks.to(receiver);
    await revoke('sue');
    await until(
      () => hooks.show(id),
      ({ failures }) => failures === 1,
    );
    await timePasses('73 hours');
    await until(
      () => hooks.show(id),
      ({ status }) => status === 'disabled',
    );
    expect(await hooks.show(id)).toMatchObject({ disabled_because: 'failing' });
    expect(await settled(id)).toMatchObject([{ status: 'failed' }]);
    expect(await audited('webhook.disable')).toMatchObject([{ details: { because: 'failing' } }]);
  });

  it('is made by one of several replicas', async () => {
    const second = await startReplica(database);
    const id = await hooks.to(receiver);
    const subjects = Array.from({ length: 40 }, (_, n) => `subject-${n}`);
    await Promise.all(subjects.map((subject) => revoke(subject)));
    await receiver.first(40);
    await settled(id);
    expect(receiver.received.map(({ data }) => data['target']).toSorted()).toEqual(subjects.toSorted());
    await second.close();
  });

  it('that was begun by a replica which is stopped is made by another, with the same webhook-id', async () => {
    const second = await startReplica(database);
    const begun = Promise.withResolvers<undefined>();
    receiver.answer = (_, response) => {
      if (receiver.received.length > 1) response.writeHead(200).end();
      else begun.resolve(undefined);
    };
    const id = await webhooksOf(second).to(receiver);
    await revoke('sue');
    await begun.promise;
    // One of the two holds it, and both are asked to stop; the third begins with what they left.
    await Promise.all([replica.close(), second.close()]);
    replica = await startReplica(database);
    hooks = webhooksOf(replica);
    await receiver.first(2);
    expect(await settled(id)).toMatchObject([{ status: 'delivered', attempts: 2 }]);
    expect(receiver.received[0]?.id).toBe(receiver.received[1]?.id);
  });
});

describe('a receiver', () => {
  it('that hangs holds back nobody else, not even another one of its tenant', async () => {
    const hanging = await Receiver.open();
    hanging.answer = () => undefined;
    await hooks.to(hanging);
    await hooks.to(receiver);
    for (let n = 0; n < 20; n += 1) await revoke(`subject-${n}`);
    await receiver.first(20);
    await hanging.first(8);
    // Its eight slots, and no more, until the first of them is given up.
    expect(hanging.received.length).toBe(8);
    await hanging.close();
  });

  it('that sends a body without end is taken at its status, and cut off', async () => {
    const cutOff = Promise.withResolvers<undefined>();
    receiver.answer = (_, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', more).on('close', () => {
        cutOff.resolve(undefined);
      });
      more();
    };
    const id = await hooks.to(receiver);
    await revoke('sue');
    await cutOff.promise;
    expect(await settled(id)).toMatchObject([{ status: 'delivered', attempts: 1 }]);
  });

  it('that sends headers without end, or no HTTP, has failed', async () => {
    receiver.answer = (_, response) => {
      const { socket } = response;
      if (receiver.received.length === 1) socket?.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(20_000)}`);
      else socket?.end('what?\r\n\r\n');
    };
    const id = await hooks.to(receiver);
    await revoke('sue');
    for (const attempts of [1, 2]) {
      await until(
        () => hooks.show(id),
        ({ failures }) => failures === attempts,
      );
      expect(await hooks.deliveries(id)).toMatchObject([{ status: 'waiting', last_outcome: 'protocol' }]);
      await timePasses('1 hour');
    }
  });

  it('that redirects, to the metadata address or elsewhere, is not followed', async () => {
    const elsewhere = await Receiver.open();
    receiver.answer = (_, response) => {
      const location = receiver.received.length === 1 ? 'http://169.254.169.254/latest/meta-data/' : elsewhere.url;
      response.writeHead(receiver.received.length === 1 ? 302 : 307, { location }).end();
    };
    const id = await hooks.to(receiver);
    await revoke('sue');
    await until(
      () => hooks.deliveries(id),
      ([one]) => one?.last_http_status === 302,
    );
    await timePasses('1 hour');
    await until(
      () => hooks.deliveries(id),
      ([one]) => one?.last_http_status === 307,
    );
    expect(elsewhere.received).toEqual([]);
    await elsewhere.close();
  });

  it('that cannot be reached has failed, and says where', async () => {
    const id = await hooks.to(receiver);
    const { port } = receiver;
    await receiver.close();
    await revoke('sue');
    await until(
      () => hooks.deliveries(id),
      ([one]) => one?.last_outcome === 'connection',
    );
    receiver = await Receiver.open();
    expect(port).not.toBe(0);
  });
});

describe('the secret', () => {
  it('that replaces another signs beside it for as long as is said, then alone', async () => {
    const id = await hooks.to(receiver);
    const rotated = await hooks.rotate(id, 3_600);
    receiver.secrets.push(rotated.secret);
    expect(rotated.previous_secret_until).not.toBeNull();
    await revoke('during');
    await receiver.first(1);
    await timePasses('2 hours');
    await revoke('afterwards');
    await receiver.first(2);
    const { secret } = await hooks.rotate(id, 0);
    receiver.secrets.push(secret);
    await revoke('at once');
    await receiver.first(3);
    expect(receiver.received.map(({ data, verifiedBy }) => [data['target'], verifiedBy])).toEqual([
      ['during', [0, 1]],
      ['afterwards', [1]],
      ['at once', [2]],
    ]);
    expect(await audited('webhook.rotate_secret')).toHaveLength(2);
  });

  it('is nowhere in the database, and gone from the secret store with its webhook', async () => {
    const { webhook_id, secret } = await hooks.create({ url: receiver.url });
    const dump = await database.query<{ row: string }>(
      `SELECT endpoint::text AS row FROM revocation.webhook_endpoint AS endpoint
        UNION ALL SELECT entry::text FROM audit.entry AS entry`,
    );
    expect(dump.filter(({ row }) => row.includes(secret.slice(6, 30)))).toEqual([]);
    await hooks.remove(webhook_id);
    await expect(hooks.show(webhook_id)).rejects.toMatchObject({ code: 'err:webhooks:unknown:webhook' });
    expect(await audited('webhook.delete')).toHaveLength(1);
  });
});
