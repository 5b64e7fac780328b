import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller, type INestMicroservice, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, type MicroserviceOptions, MessagePattern } from '@nestjs/microservices';
import { type ServiceName } from '@strongroom/contracts';
import { type Clock, uuidv7 } from '@strongroom/kernel';
import {
  type CallContext,
  type MessagingMetrics,
  noMetrics,
  type PairKeys,
  RedisClient,
  RedisEventPublisher,
  RedisServer,
} from '@strongroom/messaging';
import { MovableClock, testVariable, testVaultLogin } from '@strongroom/testing';
import { type SecretStore, VaultClient, VaultSecretStore } from '@strongroom/vault';
import { Logger, OVERLAP_MS_MIN, readPublicRing, requestRotation, ServiceKeys } from '../src/index.js';
import { advanceRotation } from '../src/keys/advance-rotation.js';
import { keyRotationLoop } from '../src/keys/key-rotation.loop.js';
import { privatePath, publicPath } from '../src/keys/own-key.js';

jest.setTimeout(120_000);

// No other test uses the keys of these two.
const [HERE, THERE] = ['content-filter', 'cleanup'] as const;
const LEAD_MS = 2_000;

/** The real time, moved on by what a test says. */
class AheadClock implements Clock {
  aheadMs = 0;
  nowMs(): number {
    return Date.now() + this.aheadMs;
  }
}

let clock: AheadClock;
let closing: (() => unknown)[];
const logger = Logger.create({ service: 'test', instance: '1', level: 'silent', freeText: String });

beforeEach(() => {
  clock = new AheadClock();
  closing = [];
});
afterEach(async () => {
  for (const close of closing.reverse()) await close();
});

async function storeOf(role: Parameters<typeof testVaultLogin>[0]): Promise<SecretStore> {
  const vault = await VaultClient.open(testVaultLogin(role));
  closing.push(() => vault.close());
  return new VaultSecretStore(vault);
}

async function keyIdsOf(store: SecretStore, service: string): Promise<readonly string[]> {
  return (await readPublicRing(store, service)).map(({ keyId }) => keyId);
}

describe('a rotation of an exchange key', () => {
  let ops: SecretStore;
  let store: SecretStore;

  beforeEach(async () => {
    [ops, store] = [await storeOf('ops'), await storeOf(HERE)];
    await ServiceKeys.open(HERE, store);
    await rotateToTheEnd();
  });

  const step = (): ReturnType<typeof advanceRotation> =>
    advanceRotation(store, HERE, { nowMs: clock.nowMs(), leadMs: LEAD_MS });

  /** Until there is nothing to do, and one key. */
  async function rotateToTheEnd(): Promise<void> {
    clock.aheadMs += LEAD_MS + OVERLAP_MS_MIN + 1_000;
    while ((await step()) !== undefined) clock.aheadMs += LEAD_MS + OVERLAP_MS_MIN + 1_000;
    clock.aheadMs = 0;
  }

  it('is made, published, used after the lead, and the old key retired after the overlap', async () => {
    const [old] = await keyIdsOf(store, HERE);
    await requestRotation(ops, HERE, OVERLAP_MS_MIN);
    expect(await step()).toBe('made');
    expect(await keyIdsOf(store, HERE)).toEqual([old]);
    expect(await step()).toBe('published');
    const [, made] = await keyIdsOf(store, HERE);
    expect(await step()).toBeUndefined();
    clock.aheadMs += LEAD_MS + OVERLAP_MS_MIN - 1_000;
    expect(await step()).toBeUndefined();
    clock.aheadMs += 2_000;
    expect(await step()).toBe('retired');
    expect(await keyIdsOf(store, HERE)).toEqual([made]);
    expect(await step()).toBeUndefined();
  });

  it('ends the same if the process dies after any of its steps', async () => {
    await requestRotation(ops, HERE, OVERLAP_MS_MIN);
    await step();
    // Started again, a process publishes what was made and not published.
    await ServiceKeys.open(HERE, store);
    const [old, made] = await keyIdsOf(store, HERE);
    expect(made).toBeDefined();
    expect(await step()).toBeUndefined();
    clock.aheadMs += LEAD_MS + OVERLAP_MS_MIN + 1_000;
    // The private half is gone, the public one not yet.
    const privates = (await store.history(privatePath(HERE, 'exchange')))?.versions ?? [];
    await store.destroy(
      privatePath(HERE, 'exchange'),
      privates.slice(0, -1).map(({ version }) => version),
    );
    expect(await step()).toBe('retired');
    expect(await keyIdsOf(store, HERE)).toEqual([made]);
    expect(old).not.toBe(made);
  });

  it('makes one key, however many replicas begin it and however many people ask for it at once', async () => {
    await Promise.all(Array.from({ length: 3 }, () => requestRotation(ops, HERE, OVERLAP_MS_MIN)));
    for (let round = 0; round < 3; round += 1) await Promise.all(Array.from({ length: 4 }, step));
    expect(await keyIdsOf(store, HERE)).toHaveLength(2);
  });

  it('waits for the one before it', async () => {
    await requestRotation(ops, HERE, OVERLAP_MS_MIN);
    expect([await step(), await step()]).toEqual(['made', 'published']);
    await requestRotation(ops, HERE, OVERLAP_MS_MIN);
    expect(await step()).toBeUndefined();
    clock.aheadMs += LEAD_MS + 1_000;
    expect(await step()).toBe('made');
  });

  it('is used only when whoever is to check it may look it up again', async () => {
    const later = new MovableClock(Date.now() + 60_000);
    const sender = await ServiceKeys.open(HERE, store, later, 120_000);
    const hasty = await ServiceKeys.open(HERE, store, later, 0);
    const receiver = await ServiceKeys.open(THERE, await storeOf(THERE), later, 120_000);
    const { keyId: old } = await sender.current(THERE);
    // A look-up has just been made, so there will be none for a second.
    await receiver.byId(HERE, old.replaceAll(/[0-9a-f]/g, '0'));
    expect(await receiver.byId(HERE, old)).toBeDefined();
    await requestRotation(ops, HERE, OVERLAP_MS_MIN);
    expect([await step(), await step()]).toEqual(['made', 'published']);
    await Promise.all([sender.refresh(), hasty.refresh()]);
    const { keyId: made } = await hasty.current(THERE);
    expect(await receiver.byId(HERE, made)).toBeUndefined();
    expect((await sender.current(THERE)).keyId).toBe(old);
    later.advanceMs(120_000);
    expect((await sender.current(THERE)).keyId).toBe(made);
    expect(await receiver.byId(HERE, made)).toBeDefined();
    expect(await receiver.byId(HERE, old)).toBeDefined();
  });

  it('can be asked for by the command line only, which never sees a private half', async () => {
    await expect(requestRotation(store, HERE, OVERLAP_MS_MIN)).rejects.toThrow(/denied/i);
    await expect(ops.read(privatePath(HERE, 'exchange'))).rejects.toThrow(/denied/i);
    await expect(ops.write(publicPath(HERE, 'exchange'), { public_key: 'x' }, { cas: 1 })).rejects.toThrow(/denied/i);
  });
});

describe('while messages flow', () => {
  it('both ends rotate their keys again and again: no call fails and no frame is refused; one under a retired key is', async () => {
    const handled = { calls: 0, events: new Set<string>() };
    const refused: string[] = [];
    const metrics: MessagingMetrics = { ...noMetrics, refused: (reason) => refused.push(reason) };
    const prefix = `test-${uuidv7()}:`;
    const wire = (service: ServiceName, keys: PairKeys) => ({
      service,
      redis: testVariable('TEST_REDIS_URL'),
      prefix,
      keys,
      metrics,
    });

    @Controller()
    class Door {
      @MessagePattern('cleanup.echo.v1')
      echo(): string {
        handled.calls += 1;
        return 'here';
      }

      @EventPattern(['content-filter.thing.happened.v1'])
      happened(@Ctx() event: CallContext): void {
        handled.events.add(event.id);
      }
    }

    const openKeys = async (service: typeof HERE | typeof THERE): Promise<ServiceKeys> => {
      const keys = await ServiceKeys.open(service, await storeOf(service), clock, LEAD_MS);
      const loop = keyRotationLoop(keys, { logger, observe: () => undefined, everyMs: 250 });
      loop.start();
      closing.push(() => loop.stop());
      return keys;
    };
    const callerKeys = await openKeys(HERE);
    await serve(Door, new RedisServer(wire(THERE, await openKeys(THERE))));
    await serve(Door, new RedisServer(wire(THERE, await openKeys(THERE))));
    const client = new RedisClient({ ...wire(HERE, callerKeys), defaultDeadlineMs: 20_000 });
    const publisher = new RedisEventPublisher(wire(HERE, callerKeys));
    closing.push(
      () => client.close(),
      () => {
        publisher.close();
      },
    );
    await client.call('cleanup.echo.v1', {});
    const old = await callerKeys.current(THERE);
    const used = new Set<string>();

    let flowing = true;
    let [called, published] = [0, 0];
    const flow = async (): Promise<void> => {
      while (flowing) {
        used.add((await callerKeys.current(THERE)).keyId);
        await client.call('cleanup.echo.v1', {});
        called += 1;
        await publisher.publish([
          { consumer: THERE, pattern: 'content-filter.thing.happened.v1', id: uuidv7(), body: {} },
        ]);
        published += 1;
      }
    };
    const flows = Array.from({ length: 4 }, flow);
    const [ops, reader] = [await storeOf('ops'), await storeOf(HERE)];
    for (let round = 0; round < 3; round += 1) {
      for (const service of [HERE, THERE]) {
        const before = (await keyIdsOf(reader, service)).at(-1);
        await requestRotation(ops, service, OVERLAP_MS_MIN);
        await until(async () => (await keyIdsOf(reader, service)).at(-1) !== before);
      }
      const newest = await Promise.all([HERE, THERE].map(async (name) => (await keyIdsOf(reader, name)).at(-1)));
      await until(() => used.has([newest[1], newest[0]].join('-')));
    }
    clock.aheadMs += OVERLAP_MS_MIN + LEAD_MS;
    await until(
      async () => (await keyIdsOf(reader, HERE)).length === 1 && (await keyIdsOf(reader, THERE)).length === 1,
    );
    const retiredAt = called;
    await until(() => called > retiredAt + 500);
    flowing = false;
    await Promise.all(flows);
    await until(() => handled.events.size === published);
    expect({ refused, calls: handled.calls }).toEqual({ refused: [], calls: called + 1 });
    expect(used.size).toBeGreaterThanOrEqual(4);

    const late = new RedisClient(wire(HERE, { current: () => old, byId: () => old }));
    closing.push(() => late.close());
    await expect(late.call('cleanup.echo.v1', {}, { deadlineMs: 3_000 })).rejects.toThrow('did not answer in time');
    expect(refused).toEqual(['key']);
    process.stderr.write(
      `${called} calls and ${published} events under ${used.size} pair keys: none lost, none refused\n`,
    );
  });
});

async function serve(controller: Type, strategy: RedisServer): Promise<INestMicroservice> {
  @Module({ controllers: [controller] })
  class ServiceModule {}
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(ServiceModule, { strategy, logger: false });
  await app.listen();
  closing.push(() => app.close());
  return app;
}

async function until(reached: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await reached())) await new Promise(setImmediate);
}
