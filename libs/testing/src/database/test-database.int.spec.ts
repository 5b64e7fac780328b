import { migrations } from '@strongroom/entities';
import { describe, expect, it } from '@jest/globals';
import { testDatabase } from './test-database.js';

describe('testDatabase', () => {
  it('is migrated, empty, and nobody else’s', async () => {
    const [one, other] = await Promise.all([testDatabase(), testDatabase()]);
    const ran = await one.query('SELECT FROM strongroom_migration');
    await one.query(`INSERT INTO auth.lease (name) VALUES ('mine')`);
    const seen = await other.query('SELECT FROM auth.lease');
    await Promise.all([one.close(), other.close()]);
    expect(ran).toHaveLength(migrations.length);
    expect(seen).toEqual([]);
  });

  it('lets a service act with its own role and rights only', async () => {
    const database = await testDatabase();
    const { transactions, db } = await database.as('content-filter');
    const who = transactions.runAcrossTenants(() => db.query('SELECT current_user AS role'));
    await expect(who).resolves.toEqual([{ role: 'strongroom_content_filter' }]);
    const foreign = transactions.runAcrossTenants(() => db.query('SELECT FROM auth.lease'));
    await expect(foreign).rejects.toMatchObject({ sqlState: '42501' });
    await database.close();
  });

  it('leaves nothing behind', async () => {
    const gone = await testDatabase();
    const name = new URL(gone.url).pathname.slice(1);
    await gone.as('cleanup');
    await gone.close();
    const another = await testDatabase();
    const found = await another.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    await another.close();
    expect(found).toEqual([]);
  });
});
