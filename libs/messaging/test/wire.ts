import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { type INestMicroservice, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type MicroserviceOptions } from '@nestjs/microservices';
import { testVariable } from '@strongroom/testing';
import { Redis } from 'ioredis';
import {
  CallError,
  CallErrorsFilter,
  KnownPairKeys,
  RedisClient,
  type RedisClientOptions,
  RedisEventPublisher,
  type RedisEventPublisherOptions,
  RedisServer,
  type RedisServerOptions,
} from '../src/index.js';

@Module({})
class ServiceModule {}

/** A system of services of its own on the test server: its keys have a prefix that no other has. */
export class Wire {
  readonly prefix = `t${randomUUID().slice(0, 8)}:`;
  readonly redis: Redis;
  readonly #pairs = new Map<string, { readonly privateKey: KeyObject; readonly publicKey: KeyObject }>();
  readonly #closers: (() => unknown)[] = [];

  constructor(
    readonly url: string = testVariable('TEST_REDIS_URL'),
    services: readonly string[] = ['caller', 'orders', 'stranger'],
  ) {
    this.redis = new Redis(url, { maxRetriesPerRequest: null });
    this.redis.on('error', () => undefined);
    for (const service of services) this.#pairs.set(service, generateKeyPairSync('x25519'));
  }

  /** Pair keys of `self` with every service, itself too. */
  keysOf(self: string, keyId = '1'): KnownPairKeys {
    const own = this.#pairs.get(self);
    if (own === undefined) throw new Error(`no service ${self} in this system`);
    const peers = Object.fromEntries([...this.#pairs].map(([name, { publicKey }]) => [name, publicKey]));
    return new KnownPairKeys({ self, privateKey: own.privateKey, peers, keyId });
  }

  /** Starts a replica of `service`; it is closed with the system, or sooner. */
  async serve(
    service: string,
    controller: Type,
    options: Partial<RedisServerOptions> = {},
  ): Promise<INestMicroservice> {
    const { prefix, url: redis } = this;
    const strategy = new RedisServer({ service, redis, prefix, keys: this.keysOf(service), ...options });
    const app = await NestFactory.createMicroservice<MicroserviceOptions>(
      { module: ServiceModule, controllers: [controller] },
      { strategy, logger: false },
    );
    app.useGlobalFilters(new CallErrorsFilter());
    await app.listen();
    this.#closers.push(() => app.close());
    return app;
  }

  client(service = 'caller', options: Partial<RedisClientOptions> = {}): RedisClient {
    const { prefix, url: redis } = this;
    // A machine that is busy with other tests must not turn a slow answer into a failure.
    const patient = { defaultDeadlineMs: 20_000 };
    const client = new RedisClient({ service, redis, prefix, keys: this.keysOf(service), ...patient, ...options });
    this.#closers.push(() => client.close());
    return client;
  }

  publisher(service = 'caller', options: Partial<RedisEventPublisherOptions> = {}): RedisEventPublisher {
    const { prefix, url: redis } = this;
    const publisher = new RedisEventPublisher({ service, redis, prefix, keys: this.keysOf(service), ...options });
    this.#closers.push(() => {
      publisher.close();
    });
    return publisher;
  }

  async close(): Promise<void> {
    await Promise.all(this.#closers.map((close) => close()));
    const keys = this.redis.status === 'ready' ? await this.redis.keys(`${this.prefix}*`) : [];
    if (keys.length > 0) await this.redis.unlink(keys);
    this.redis.disconnect();
  }
}

/** The `CallError` that `call` fails with; throws if it succeeds, or fails with anything else. */
export async function failureOf(call: Promise<unknown>): Promise<CallError> {
  const outcome = await call.then(
    (value) => `succeeded with ${JSON.stringify(value)}`,
    (error: unknown) => error,
  );
  if (outcome instanceof CallError) return outcome;
  throw new Error(`not a CallError: ${String(outcome)}`);
}

/** Resolves when `reached` is true; the test's own limit of time ends it otherwise. */
export async function until(reached: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await reached())) await new Promise(setImmediate);
}
