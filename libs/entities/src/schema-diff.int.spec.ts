import { testDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serviceSchemas } from './database-roles.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describe('the row maps', () => {
  it('say exactly what the migrations made: TypeORM finds nothing to change', async () => {
    const dataSource = await database.asAdmin();
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('leave no table out', async () => {
    const { entityMetadatas } = await database.asAdmin();
    const mapped = entityMetadatas.map(({ schema, tableName }) => `${schema ?? ''}.${tableName}`);
    const tables = await database.query<{ name: string }>(
      `SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname = ANY ($1)`,
      [[...serviceSchemas, 'audit']],
    );
    expect(mapped.toSorted()).toEqual(tables.map(({ name }) => name).toSorted());
  });
});
