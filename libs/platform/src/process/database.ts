import { type Provider } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { databaseRoles, entities, type DatabaseService } from '@strongroom/entities';
import { Database, databaseOptions, Inbox, Outbox, OutboxRelay, Signals, Transactions } from '@strongroom/persistence';
import { DataSource } from 'typeorm';
import { type DatabaseSettings } from '../config/settings.js';
import { type PartHealth } from '../health/health.js';
import { RedisEventPublisher } from '@strongroom/messaging';
import { EventLaneSink } from '../wire/event-lane-sink.js';
import { readLogin } from '../wire/store-credentials.js';
import { messagingMetrics } from '../metrics/messaging-metrics.js';
import { type Foundation } from './foundation.js';
import { observeLoop } from './observe-loop.js';

/** The way of one service to its own schema, and of its events from the outbox to the wire. */
export interface OpenDatabase {
  readonly providers: Provider[];
  /** Begins to send what the outbox holds. */
  start(): void;
}

export async function openDatabase(
  foundation: Foundation,
  service: DatabaseService,
  settings: DatabaseSettings,
): Promise<OpenDatabase> {
  const { logger, health, store, closers, instance } = foundation;
  const { schema } = databaseRoles[service];
  const terms = {
    url: settings.DATABASE_URL,
    login: await readLogin(store, service, 'database'),
    applicationName: `strongroom ${service}-${instance}`,
  };
  let lastTrouble: PartHealth = { state: 'ok' };
  const dataSource = new DataSource(
    databaseOptions({
      ...terms,
      entities,
      limits: { poolMax: settings.DATABASE_POOL_MAX },
      onIdleConnectionLost: (error) => {
        logger.warn('a database connection was lost', { component: 'database', error });
      },
    }),
  );
  await dataSource.initialize();
  closers.add('database', () => dataSource.destroy());

  const signals = new Signals({
    ...terms,
    onTrouble: (error) => {
      lastTrouble = { state: 'down', about: 'no connection to Postgres' };
      logger.warn('the database does not signal', { component: 'signals', error });
    },
  });
  signals.listen('strongroom alive', () => {
    lastTrouble = { state: 'ok' };
  });
  signals.start();
  closers.add('signals', () => signals.stop());
  health.register('postgres', () => lastTrouble);

  const transactions = new Transactions(dataSource, foundation.tracing?.transactions);
  const db = new Database(transactions);
  const outbox = new Outbox(db, transactions, signals, schema);
  const publisher = new RedisEventPublisher({
    ...{ service, ...foundation.redis, keys: foundation.serviceKeys },
    metrics: messagingMetrics,
    tracer: foundation.tracing?.messages,
  });
  const relay = new OutboxRelay(transactions, db, signals, new EventLaneSink(publisher), {
    schema,
    observe: observeLoop(foundation),
  });
  closers.add('event publisher', () => {
    publisher.close();
  });
  closers.add('outbox relay', () => relay.stop());
  return {
    providers: [
      { provide: DataSource, useValue: dataSource },
      { provide: Transactions, useValue: transactions },
      { provide: Database, useValue: db },
      { provide: Signals, useValue: signals },
      { provide: Outbox, useValue: outbox },
      { provide: Inbox, useValue: new Inbox(db, schema) },
      { provide: AuditLog, useValue: new AuditLog(db) },
    ],
    start: () => {
      relay.start();
    },
  };
}
