import { createHash } from 'node:crypto';
import { entities, migrations } from '@strongroom/entities';
import { databaseOptions, migrate } from '@strongroom/persistence';
import { prepareRoles } from '@strongroom/provisioning';
import pg from 'pg';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';

/** Any number that only this harness uses. */
const TEMPLATE_LOCK = 7_305_512_866;

/**
 * The name of a database that holds the migrated, empty schema: made once for each state of the migrations, then only cloned.
 * It gets its name when it is complete, so one that was interrupted is never taken for it.
 */
export async function templateDatabase(adminUrl: string): Promise<string> {
  const name = `strongroom_template_${await migrationsHash()}`;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await build(admin, adminUrl, name);
    return name;
  } finally {
    await admin.end();
  }
}

async function build(admin: pg.Client, adminUrl: string, name: string): Promise<void> {
  const unfinished = `${name}_unfinished`;
  await prepareRoles(adminUrl);
  await admin.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${unfinished}`);
  const dataSource = new DataSource(
    databaseOptions({
      url: databaseUrlFor(adminUrl, unfinished),
      applicationName: 'test template',
      entities,
      migrations: [...migrations],
    }),
  );
  await dataSource.initialize();
  try {
    await migrate(dataSource);
  } finally {
    await dataSource.destroy();
  }
  await admin.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`);
}

export function databaseUrlFor(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Changes whenever any statement of any migration does. */
async function migrationsHash(): Promise<string> {
  const hash = createHash('sha256');
  const recorder = {
    query: (sql: string) => {
      hash.update(sql).update('\0');
      return Promise.resolve();
    },
  } as unknown as QueryRunner;
  for (const Migration of migrations) {
    const step: MigrationInterface = new Migration();
    hash.update(step.name ?? '').update('\0');
    await step.up(recorder);
  }
  return hash.digest('hex').slice(0, 16);
}
