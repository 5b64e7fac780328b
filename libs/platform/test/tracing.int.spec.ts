import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Inject, Injectable, Module } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { type MicroserviceOptions } from '@nestjs/microservices';
import { SpanKind } from '@opentelemetry/api';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { internal, query, type CarriesOut, type Input, type Output, type ServiceName } from '@strongroom/contracts';
import { uuidv7 } from '@strongroom/kernel';
import { CallErrorsFilter, RedisClient, RedisServer } from '@strongroom/messaging';
import { Database, Transactions } from '@strongroom/persistence';
import { ContextStatements, runInContext } from '@strongroom/security-context';
import { testContext, testDatabase, testVariable, testVaultLogin } from '@strongroom/testing';
import { VaultClient, VaultSecretStore } from '@strongroom/vault';
import { z } from 'zod';
import { callErrorOf } from '../src/doors/call-error-of.js';
import { CredentialCheck } from '../src/doors/credential-check.js';
import { MessagingCalls } from '../src/doors/messaging-calls.js';
import { Reception } from '../src/doors/reception.js';
import { handle, inTrace, loadConfig, Logger, processSettings, ServiceKeys } from '../src/index.js';
import { openTracing } from '../src/tracing/open-tracing.js';
import { startTracing } from '../src/tracing/start-tracing.js';
import { type Tracing } from '../src/tracing/tracing.js';

const look = query('order-processing.test.look.v1', {
  input: z.strictObject({ secret: z.string(), fail: z.boolean() }),
  output: z.strictObject({ found: z.number() }),
  errors: [],
  access: internal(),
  deadlineMs: 20_000,
  callers: ['gateway'],
});

@Injectable()
class Look implements CarriesOut<typeof look> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Database) private readonly db: Database,
  ) {}

  async execute({ fail }: Input<typeof look>): Promise<Output<typeof look>> {
    const [row] = await this.transactions.run(() => this.db.query<{ found: number }>('SELECT 7 AS found'));
    if (fail) throw new Error('nobody foresaw this');
    return { found: row?.found ?? 0 };
  }
}

class Everybody extends CredentialCheck {
  override require(): Promise<void> {
    return Promise.resolve();
  }
}

const caller = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const context = testContext({ traceId: caller.traceId });
const environment = {
  ...{ MANAGEMENT_PORT: '1', REDIS_URL: 'redis://127.0.0.1:6379', VAULT_ADDR: 'http://127.0.0.1:8200' },
  ...{ VAULT_ROLE_ID_FILE: 'x', VAULT_SECRET_ID_FILE: 'x', REVOCATION_FEED_URLS: 'http://127.0.0.1:4100' },
};
const settingsOf = (telemetry: Readonly<Record<string, string>>) =>
  loadConfig(processSettings, { ...environment, ...telemetry });
const logged: string[] = [];
const logger = Logger.create(
  { service: 'test', instance: '1', level: 'info', freeText: String },
  {
    write: (line) => {
      logged.push(line);
    },
  },
);

describe('a request that comes in by HTTP', () => {
  const exporter = new InMemorySpanExporter();
  const closing: (() => unknown)[] = [];
  let tracing: Tracing;
  let calls: MessagingCalls;

  beforeAll(async () => {
    const terms = { service: 'test', instance: '1', settings: settingsOf({}), logger };
    tracing = startTracing(terms, new SimpleSpanProcessor({ exporter }));
    closing.push(() => tracing.close());
    const wire = { redis: testVariable('TEST_REDIS_URL'), prefix: `test-${uuidv7()}:`, tracer: tracing.messages };
    const database = await testDatabase();
    closing.push(() => database.close());
    const { dataSource } = await database.as('order-processing');
    const transactions = new Transactions(dataSource, tracing.transactions);
    const keys = await keysOf('order-processing');

    @Module({
      controllers: [handle(look, Look)],
      providers: [
        ...[Look, Reception],
        { provide: Transactions, useValue: transactions },
        { provide: Database, useValue: new Database(transactions) },
        { provide: ContextStatements, useValue: new ContextStatements('order-processing', keys) },
        { provide: CredentialCheck, useClass: Everybody },
        { provide: APP_FILTER, useClass: CallErrorsFilter },
      ],
    })
    class ServiceModule {}

    const toCallError = (error: unknown) => callErrorOf(error, logger);
    const strategy = new RedisServer({ ...wire, service: 'order-processing', keys, toCallError });
    const app = await NestFactory.createMicroservice<MicroserviceOptions>(ServiceModule, { strategy, logger: false });
    await app.listen();
    closing.push(() => app.close());

    const gatewayKeys = await keysOf('gateway');
    const client = new RedisClient({ ...wire, service: 'gateway', keys: gatewayKeys });
    closing.push(() => client.close());
    calls = new MessagingCalls('gateway', client, new ContextStatements('gateway', gatewayKeys));
  }, 60_000);
  beforeEach(() => {
    exporter.reset();
    logged.length = 0;
  });
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  });

  async function keysOf(service: Extract<ServiceName, 'gateway' | 'order-processing'>): Promise<ServiceKeys> {
    const vault = await VaultClient.open(testVaultLogin(service));
    closing.push(() => vault.close());
    return ServiceKeys.open(service, new VaultSecretStore(vault));
  }

  /** As the public door does. */
  async function request(fail: boolean): Promise<number> {
    const span = tracing.requests.begin({ method: 'GET', traceparent: `00-${caller.traceId}-${caller.spanId}-01` });
    const work = (): Promise<unknown> =>
      span.run(() => runInContext(context, () => calls.call(look, { secret: 'canary-23', fail })));
    const status = await inTrace(span.traceparent, work).then(
      () => 200,
      () => 500,
    );
    span.end({ route: '/v1/look/:id', status });
    return status;
  }

  it('is one trace through message and handler down to the database, each part below what caused it', async () => {
    expect(await request(false)).toBe(200);
    const spans = exporter.getFinishedSpans();
    const chain = [
      find(spans, 'GET /v1/look/:id', SpanKind.SERVER),
      find(spans, look.pattern, SpanKind.CLIENT),
      find(spans, look.pattern, SpanKind.SERVER),
      find(spans, 'transaction', SpanKind.CLIENT),
    ];
    expect(spans).toHaveLength(4);
    expect(chain.map((span) => span.parentSpanContext?.spanId)).toEqual([
      caller.spanId,
      ...chain.slice(0, 3).map((span) => span.spanContext().spanId),
    ]);
    for (const span of spans) expect(span.spanContext().traceId).toBe(caller.traceId);
    expect(JSON.stringify(spans.map(({ name, attributes }) => [name, attributes]))).not.toMatch(/canary|SELECT/);
  });

  it('can be found by its trace in what the service logs', async () => {
    expect(await request(true)).toBe(500);
    const lines = logged.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toEqual([expect.objectContaining({ msg: 'a call failed unexpectedly', traceId: caller.traceId })]);
    expect(find(exporter.getFinishedSpans(), 'GET /v1/look/:id', SpanKind.SERVER).attributes).toMatchObject({
      'http.route': '/v1/look/:id',
      'http.response.status_code': 500,
      'error.type': '500',
    });
  });
});

describe('the environment', () => {
  const opened = (telemetry: Readonly<Record<string, string>>): Promise<Tracing | undefined> =>
    openTracing({ service: 'test', instance: '1', settings: settingsOf(telemetry), logger });
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };

  it.each([
    ['names nowhere to send traces', {}],
    ['disables OpenTelemetry', { ...endpoint, OTEL_SDK_DISABLED: 'TRUE' }],
    ['wants no traces', { ...endpoint, OTEL_TRACES_EXPORTER: 'none' }],
  ])('that %s has nothing traced', async (_what, telemetry) => {
    expect(await opened(telemetry)).toBeUndefined();
  });

  it('that names an endpoint has it traced', async () => {
    const tracing = await opened({ ...endpoint, OTEL_TRACES_SAMPLER: 'always_off' });
    expect(tracing).toBeDefined();
    await tracing?.close();
  });

  it('is refused with every fault named', () => {
    const wrong = {
      ...{ OTEL_TRACES_SAMPLER: 'often', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_TRACES_SAMPLER_ARG: '2' },
      ...{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector', OTEL_TRACES_EXPORTER: 'console' },
    };
    for (const name of Object.keys(wrong)) expect(() => settingsOf(wrong)).toThrow(name);
  });
});

function find(spans: readonly ReadableSpan[], name: string, kind: SpanKind): ReadableSpan {
  const [span, ...more] = spans.filter((each) => each.name === name && each.kind === kind);
  if (span === undefined || more.length > 0)
    throw new Error(`${more.length + Number(span !== undefined)} spans ${name}`);
  return span;
}
