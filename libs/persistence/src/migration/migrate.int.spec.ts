import { migrations } from '@strongroom/entities';
import { testDatabase } from '@strongroom/testing';
import { describe, expect, it } from '@jest/globals';
import { migrate } from './migrate.js';

describe('migrate', () => {
  it('runs every migration once, in order, however many start it at the same time', async () => {
    const database = await testDatabase({ migrated: false });
    try {
      const admins = await Promise.all([database.asAdmin(), database.asAdmin(), database.asAdmin()]);
      const ran = await Promise.all(admins.map(migrate));
      const names = migrations.map((Migration) => new Migration().name);
      expect(ran.filter((list) => list.length > 0)).toEqual([names]);
      expect(await migrate(await database.asAdmin())).toEqual([]);
    } finally {
      await database.close();
    }
  });
});
