import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  listRevocations,
  readHead,
  revocationWithoutRedis,
  revokeClient,
  revokeSubject,
  revokeToken,
} from '@strongroom/contracts';
import { testContext, testDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { gatewayGuards, type TestGuards } from './support/guards.js';
import { startReplica, type Replica } from './support/replica.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let replica: Replica;
let gateway: TestGuards;

beforeAll(async () => {
  database = await testDatabase();
  replica = await startReplica(database);
  gateway = await gatewayGuards();
});
afterAll(async () => {
  await gateway.close();
  await replica.close();
  await database.close();
});

const allowed = testContext({ scopes: ['revocation:write'] });
const reason = 'emergency';

async function call(pattern: string, input: object, { context = allowed, urls = [replica.feedUrl], key = '' } = {}) {
  return gateway.direct(urls).call(pattern, input, {
    securityContext: await gateway.statements.seal(context, 'revocation'),
    ...(key !== '' && { idempotencyKey: key }),
  });
}
const eventsOf = (target: string): Promise<object[]> =>
  database.query('SELECT tenant, actor_id, seq FROM revocation.event WHERE target = $1', [target]);

describe('revoking without Redis', () => {
  it.each([
    [revokeToken.pattern, 'jti', randomUUID()],
    [revokeSubject.pattern, 'subject', 'alice'],
    [revokeClient.pattern, 'client_id', 'shop'],
  ])('carries out %s, in the name of who is asking', async (pattern, field, target) => {
    expect(await call(pattern, { [field]: target, reason })).toMatchObject({ status: 'sealed' });
    expect(await eventsOf(target)).toMatchObject([{ tenant: 'demo', actor_id: 'test-client' }]);
  });

  it('has one effect for one idempotency key, whichever replica is asked', async () => {
    const second = await startReplica(database);
    const input = { subject: 'bob', reason };
    const outcomes = [
      await call(revokeSubject.pattern, input, { key: 'k-1' }),
      await call(revokeSubject.pattern, input, { key: 'k-1', urls: [second.feedUrl] }),
    ];
    expect(outcomes[1]).toEqual(outcomes[0]);
    await second.close();
  });

  it('asks the next replica where one does not answer, and says unavailable where none does', async () => {
    const dead = 'http://127.0.0.1:1';
    const outcome = call(revokeSubject.pattern, { subject: 'carol', reason }, { urls: [dead, replica.feedUrl] });
    expect(await outcome).toMatchObject({ status: 'sealed' });
    await expect(call(revokeSubject.pattern, {}, { urls: [dead] })).rejects.toMatchObject({ status: 'UNAVAILABLE' });
  });

  it('asks the next replica where one takes the call and never answers, and from then on asks that one first', async () => {
    const taken: number[] = [];
    const silent = createServer((request) => {
      void text(request).then((body) => taken.push((JSON.parse(body) as { deadline_ms: number }).deadline_ms));
    }).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const direct = gateway.direct([`http://127.0.0.1:${port}`, replica.feedUrl]);
    try {
      for (const subject of ['erin', 'frank']) {
        const securityContext = await gateway.statements.seal(allowed, 'revocation');
        const outcome = await direct.call(revokeSubject.pattern, { subject, reason }, { securityContext });
        expect(outcome).toMatchObject({ status: 'sealed' });
      }
      // Nor may it carry out later what it was given up on: it is told its share of the time only.
      expect(taken).toEqual([expect.any(Number)]);
      expect(taken[0]).toBeLessThan(Date.now());
    } finally {
      silent.closeAllConnections();
      silent.close();
    }
  });

  it('asks for the same rights as over Redis', async () => {
    const input = { subject: 'dave', reason };
    const denied = { status: 'PERMISSION_DENIED', code: 'err:access:denied:scope' };
    await expect(call(revokeSubject.pattern, input, { context: testContext() })).rejects.toMatchObject(denied);
    expect(await eventsOf('dave')).toEqual([]);
  });

  it('names what is wrong with the input', async () => {
    await expect(call(revokeToken.pattern, { jti: 'x', reason })).rejects.toMatchObject({
      ...{ status: 'INVALID_ARGUMENT', code: 'err:request:invalid:schema' },
      fields: [{ pointer: '/jti' }],
    });
  });

  it('is taken for what the contracts name, and nothing else', async () => {
    for (const { pattern } of revocationWithoutRedis)
      await expect(call(pattern, { canary: 1 })).rejects.not.toMatchObject({ status: 'NOT_FOUND' });
    await expect(call(listRevocations.pattern, {})).rejects.toMatchObject({ status: 'NOT_FOUND' });
  });

  it('tells the issuer of tokens the head of the log, and nobody else', async () => {
    const denied = { status: 'PERMISSION_DENIED', code: 'err:access:denied:scope' };
    await expect(call(readHead.pattern, {})).rejects.toMatchObject(denied);
  });

  it('is shut to whoever does not share a key with the service', async () => {
    const response = await fetch(new URL(`/calls/v1/${revokeToken.pattern}`, replica.feedUrl), {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
    });
    expect(response.status).toBe(401);
  });
});
