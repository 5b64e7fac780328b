import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Module, type INestMicroservice } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { type MicroserviceOptions } from '@nestjs/microservices';
import {
  allow,
  command,
  fault,
  internal,
  query,
  type CallFacts,
  type CarriesOut,
  type Input,
  type Output,
  type ServiceName,
} from '@strongroom/contracts';
import { type Asked } from '@strongroom/guard';
import { CallErrorsFilter, RedisClient, RedisServer } from '@strongroom/messaging';
import { ContextStatements, currentContext, runInContext, type SecurityContext } from '@strongroom/security-context';
import { testContext, testVariable, testVaultLogin } from '@strongroom/testing';
import { VaultClient, VaultSecretStore } from '@strongroom/vault';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { callErrorOf } from '../src/doors/call-error-of.js';
import { CredentialCheck } from '../src/doors/credential-check.js';
import { MessagingCalls } from '../src/doors/messaging-calls.js';
import { Reception } from '../src/doors/reception.js';
import { handle, Logger, ServiceKeys } from '../src/index.js';

const echo = command('revocation.test.echo.v1', {
  input: z.strictObject({ word: z.string().max(5), wish: z.enum(['answer', 'refuse', 'break']).default('answer') }),
  output: z.strictObject({
    word: z.string(),
    tenant: z.string(),
    actor: z.string(),
    chain: z.array(z.string()),
    trace_id: z.string(),
    idempotency_key: z.string(),
  }),
  errors: ['err:platform:exceeded:capacity'],
  access: allow('revocation:write'),
  deadlineMs: 5_000,
  idempotency: 'required',
  callers: ['auth-token'],
});

const whoami = query('revocation.test.whoami.v1', {
  input: z.strictObject({}),
  output: z.strictObject({ actor: z.string(), chain: z.array(z.string()), holds_credential: z.boolean() }),
  errors: [],
  access: internal(),
  deadlineMs: 5_000,
  callers: ['auth-token'],
});

@Injectable()
class Echo implements CarriesOut<typeof echo> {
  execute({ word, wish }: Input<typeof echo>, call: CallFacts): Promise<Output<typeof echo>> {
    if (wish === 'refuse') {
      throw fault('err:platform:exceeded:capacity', {
        message: 'come again',
        detail: 'canary-detail',
        retryAfterMs: 1_500,
      });
    }
    if (wish === 'break') throw new Error('canary-internal');
    const { tenant, actor, actorChain, traceId } = currentContext();
    return Promise.resolve({
      word,
      tenant,
      actor: actor.id,
      chain: actorChain.map(({ id }) => id),
      trace_id: traceId,
      idempotency_key: call.idempotencyKey ?? '',
    });
  }
}

@Injectable()
class WhoAmI implements CarriesOut<typeof whoami> {
  execute(): Promise<Output<typeof whoami>> {
    const { actor, actorChain, credential } = currentContext();
    const chain = actorChain.map(({ id }) => id);
    return Promise.resolve({ actor: actor.id, chain, holds_credential: credential !== undefined });
  }
}

/** Says no to the one credential that a test names. */
@Injectable()
class DenyList extends CredentialCheck {
  readonly denied = new Set<string>();
  readonly policies: string[] = [];

  override require({ credential }: SecurityContext, { policy }: Asked): Promise<void> {
    this.policies.push(policy);
    return credential !== undefined && this.denied.has(credential.jti)
      ? Promise.reject(fault('err:access:unauthenticated:token', { message: 'the token is revoked' }))
      : Promise.resolve();
  }
}

const prefix = `test-${randomUUID()}:`;
const redis = (): string => testVariable('TEST_REDIS_URL');
const logged: string[] = [];
const logger = Logger.create(
  { service: 'test', instance: '1', level: 'info', freeText: String },
  {
    write: (line) => {
      logged.push(line);
    },
  },
);
const denyList = new DenyList();
const closing: (() => Promise<void>)[] = [];

async function keysOf(service: ServiceName): Promise<ServiceKeys> {
  const vault = await VaultClient.open(testVaultLogin(service));
  closing.push(() => vault.close());
  return ServiceKeys.open(service, new VaultSecretStore(vault));
}

async function serve(keys: ServiceKeys): Promise<INestMicroservice> {
  @Module({
    controllers: [handle(echo, Echo), handle(whoami, WhoAmI)],
    providers: [
      Echo,
      WhoAmI,
      Reception,
      { provide: ContextStatements, useValue: new ContextStatements('revocation', keys) },
      { provide: CredentialCheck, useValue: denyList },
      { provide: APP_FILTER, useClass: CallErrorsFilter },
    ],
  })
  class TestModule {
    constructor(@Inject(Reception) readonly reception: Reception) {}
  }
  const strategy = new RedisServer({
    service: 'revocation',
    redis: redis(),
    prefix,
    keys,
    toCallError: (error) => callErrorOf(error, logger),
  });
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(TestModule, { strategy, logger: false });
  await app.listen();
  closing.push(() => app.close());
  return app;
}

interface Caller {
  readonly calls: MessagingCalls;
  readonly client: RedisClient;
  readonly statements: ContextStatements;
}

async function callerAs(service: ServiceName): Promise<Caller> {
  const keys = await keysOf(service);
  const client = new RedisClient({ service, redis: redis(), prefix, keys });
  await client.connect();
  closing.push(() => client.close());
  const statements = new ContextStatements(service, keys);
  return { client, statements, calls: new MessagingCalls(service, client, statements) };
}

const context = testContext({ scopes: ['revocation:write'] });

describe('a call through both doors', () => {
  let authToken: Caller;
  let cleanup: Caller;

  beforeAll(async () => {
    await serve(await keysOf('revocation'));
    [authToken, cleanup] = [await callerAs('auth-token'), await callerAs('cleanup')];
  });

  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  });

  const call = (input: z.input<typeof echo.input>, as: SecurityContext = context): Promise<Output<typeof echo>> =>
    runInContext(as, () => authToken.calls.call(echo, input, { idempotencyKey: 'key-1' }));

  it('carries input, tenant, actor, chain, trace and idempotency key', async () => {
    await expect(call({ word: 'hello' })).resolves.toEqual({
      word: 'hello',
      tenant: context.tenant,
      actor: context.actor.id,
      chain: context.actorChain.map(({ id }) => id),
      trace_id: context.traceId,
      idempotency_key: 'key-1',
    });
  });

  it('names the field before anything is sent, and again at the other end if a caller skips that', async () => {
    const refusal = { code: 'err:request:invalid:schema', fields: [{ pointer: '/word' }] };
    await expect(call({ word: 'far too long' })).rejects.toMatchObject(refusal);
    const securityContext = await authToken.statements.seal(context, 'revocation');
    await expect(
      authToken.client.call(echo.pattern, { word: 'far too long' }, { securityContext, idempotencyKey: 'key-2' }),
    ).rejects.toMatchObject(refusal);
  });

  it('is refused without a statement of who asks, and with one that is for another service', async () => {
    const refusal = { code: 'err:access:unauthenticated:token', status: 'UNAUTHENTICATED' };
    const body = { word: 'hello' };
    await expect(authToken.client.call(echo.pattern, body, { idempotencyKey: 'k' })).rejects.toMatchObject(refusal);
    const securityContext = await authToken.statements.seal(context, 'cleanup');
    await expect(
      authToken.client.call(echo.pattern, body, { idempotencyKey: 'k', securityContext }),
    ).rejects.toMatchObject(refusal);
  });

  it('is refused from a service that the contract does not name as a caller', async () => {
    await expect(
      runInContext(context, () => cleanup.calls.call(echo, { word: 'hello' }, { idempotencyKey: 'k' })),
    ).rejects.toMatchObject({ code: 'err:access:denied:scope' });
  });

  it('is refused without the scope, and names it', async () => {
    await expect(call({ word: 'hello' }, { ...context, scopes: [] })).rejects.toMatchObject({
      code: 'err:access:denied:scope',
      message: expect.stringContaining('revocation:write'),
    });
  });

  it('is refused once the credential that it rests on is revoked', async () => {
    const credential = { jti: randomUUID(), subject: 's', client: 'c', pos: 1, expiresAtMs: Date.now() + 60_000 };
    await expect(call({ word: 'hello' }, { ...context, credential })).resolves.toMatchObject({ word: 'hello' });
    denyList.denied.add(credential.jti);
    await expect(call({ word: 'hello' }, { ...context, credential })).rejects.toMatchObject({
      code: 'err:access:unauthenticated:token',
    });
  });

  it('is judged strictly where it changes something, and within the bound where it only asks', async () => {
    denyList.policies.length = 0;
    await call({ word: 'hello' });
    await runInContext(context, () => authToken.calls.call(whoami, {}));
    expect(denyList.policies).toEqual(['strict', 'bounded']);
  });

  it('is refused without the idempotency key that the contract asks for', async () => {
    await expect(runInContext(context, () => authToken.calls.call(echo, { word: 'hello' }))).rejects.toMatchObject({
      code: 'err:request:missing:idempotency-key',
    });
  });

  it('brings an error of the table back with its code and when to try again, without its detail', async () => {
    const error: unknown = await call({ word: 'hello', wish: 'refuse' }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'err:platform:exceeded:capacity', message: 'come again', retryAfterMs: 1_500 });
    expect(JSON.stringify(error)).not.toContain('canary');
  });

  it('says nothing of an unexpected error to the caller, and everything to the log', async () => {
    await expect(call({ word: 'hello', wish: 'break' })).rejects.toMatchObject({
      code: 'err:platform:internal:unexpected',
      message: expect.not.stringContaining('canary'),
    });
    expect(logged.join()).toContain('canary-internal');
  });

  it('is made by the service itself where the contract is internal, and the chain says who caused it', async () => {
    const answer = await runInContext(context, () => authToken.calls.call(whoami, {}));
    expect(answer).toEqual({ actor: 'auth-token', chain: [context.actor.id], holds_credential: false });
  });
});

describe('the keys of a service', () => {
  it('are the same for replicas that start at the same time, and for the peer', async () => {
    const [one, two, peer] = await Promise.all([keysOf('gateway'), keysOf('gateway'), keysOf('order-processing')]);
    const [first, second, theirs] = await Promise.all([
      one.current('order-processing'),
      two.current('order-processing'),
      peer.current('gateway'),
    ]);
    expect(first.key.equals(second.key)).toBe(true);
    expect(first.key.equals(theirs.key)).toBe(true);
    expect(first.keyId).toBe(theirs.keyId);
    for (const close of closing.splice(0).reverse()) await close();
  });
});
