import { randomUUID } from 'node:crypto';
import { databaseRoles, entities, migrations, type DatabaseService } from '@strongroom/entities';
import { Database, databaseOptions, Signals, Transactions, type DatabaseLimits } from '@strongroom/persistence';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { testVariable } from '../servers/test-environment.js';
import { databaseUrlFor, templateDatabase } from './template.js';

/** The database as one service has it: its role, its rights, row-level security in force. */
export interface ServiceDatabase {
  readonly dataSource: DataSource;
  readonly transactions: Transactions;
  readonly db: Database;
  /** Connected; ends with the database. */
  readonly signals: Signals;
}

/**
 * A database of the test's own, migrated and empty, gone after `close`:
 *
 * `const database = await testDatabase();`
 * `const { transactions, db } = await database.as('revocation');`
 */
export class TestDatabase {
  readonly #open: (() => Promise<unknown>)[] = [];

  constructor(
    readonly url: string,
    private readonly adminUrl: string,
    private readonly admin: pg.Client,
  ) {}

  /** A pool that acts as the service's role. Call it again for what would be another replica. */
  async as(service: DatabaseService, limits: Partial<DatabaseLimits> = {}): Promise<ServiceDatabase> {
    const terms = { url: this.url, role: databaseRoles[service].role, applicationName: service };
    const dataSource = new DataSource(databaseOptions({ ...terms, entities, limits }));
    await dataSource.initialize();
    const transactions = new Transactions(dataSource);
    const signals = new Signals(terms);
    signals.start();
    this.#open.push(
      () => signals.stop(),
      () => dataSource.destroy(),
    );
    return { dataSource, transactions, db: new Database(transactions), signals };
  }

  /** A data source with the administrator's rights: to compare schemas, and to look where no service may. */
  async asAdmin(): Promise<DataSource> {
    const dataSource = new DataSource(
      databaseOptions({ url: this.url, applicationName: 'test', entities, migrations: [...migrations] }),
    );
    await dataSource.initialize();
    this.#open.push(() => dataSource.destroy());
    return dataSource;
  }

  /** A statement outside every rule: to arrange what no service could, and to see what is really there. */
  async query<Row extends object>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.admin.query<Row>(sql, [...params]);
    return rows;
  }

  async close(): Promise<void> {
    for (const close of this.#open.reverse()) await close();
    await this.admin.end();
    const server = new pg.Client({ connectionString: this.adminUrl });
    await server.connect();
    await server.query(`DROP DATABASE ${databaseName(this.url)} WITH (FORCE)`);
    await server.end();
  }
}

/** A clone of the migrated template on the test server, or an empty database; `close` it when done. */
export async function testDatabase(about: { readonly migrated: boolean } = { migrated: true }): Promise<TestDatabase> {
  const adminUrl = testVariable('TEST_DATABASE_URL');
  const migrated = await templateDatabase(adminUrl);
  const template = about.migrated ? migrated : 'template0';
  const name = `strongroom_test_${randomUUID().replaceAll('-', '')}`;
  const server = new pg.Client({ connectionString: adminUrl });
  await server.connect();
  try {
    await server.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  } finally {
    await server.end();
  }
  const url = databaseUrlFor(adminUrl, name);
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  return new TestDatabase(url, adminUrl, admin);
}

function databaseName(url: string): string {
  return new URL(url).pathname.slice(1);
}
