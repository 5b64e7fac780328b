import { Logger } from '@strongroom/platform';
import { testDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PgBoss } from 'pg-boss';
import { jobsPool } from '../src/hourly/jobs-pool.js';
import { Schedule } from '../src/hourly/schedule.js';
import { addTokens, cleanupReplica, type CleanupReplica } from './cleanup-replica.js';

let database: TestDatabase;
let replica: CleanupReplica;
const logger = Logger.create({ service: 'cleanup', instance: '1', level: 'silent', freeText: String });

beforeAll(async () => {
  database = await testDatabase();
  replica = await cleanupReplica(database);
});
afterAll(() => database.close());

const schedule = (): Schedule => new Schedule(replica.dataSource, replica.hourly, logger);

describe('the schedule', () => {
  it('is one entry for every full hour, whichever replicas start and how often, made with the rights of the service', async () => {
    const replicas = [schedule(), schedule()];
    await Promise.all(replicas.map((one) => one.onApplicationBootstrap()));
    await Promise.all(replicas.map((one) => one.beforeApplicationShutdown()));
    await expect(
      database.query(`SELECT name, cron, timezone, options ->> 'missed' AS missed FROM jobs.schedule`),
    ).resolves.toEqual([{ name: 'cleanup-hourly', cron: '0 * * * *', timezone: 'UTC', missed: 'once' }]);
    await expect(
      database.query(`SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'jobs'`),
    ).resolves.toEqual([{ tableowner: 'strongroom_cleanup' }]);
  });

  it('cleans up when its hour comes', async () => {
    await addTokens(database, 'a', 2);
    const done = Promise.withResolvers<undefined>();
    const stop = replica.signals.listen('cleanup.plan requested', (payload) => {
      if (payload !== '') return;
      void (async () => {
        while ((await replica.carryOut.next()) === 'more');
      })();
    });
    const finished = replica.signals.listen('cleanup.plan finished', (planId) => {
      if (planId !== '') done.resolve(undefined);
    });
    const running = schedule();
    await running.onApplicationBootstrap();
    const boss = new PgBoss({ ...jobsPool(replica.dataSource), schema: 'jobs', createSchema: false, supervise: false });
    await boss.start();
    await boss.send('cleanup-hourly');
    await done.promise;
    await boss.stop();
    await running.beforeApplicationShutdown();
    stop();
    finished();
    await expect(database.query('SELECT FROM auth.token')).resolves.toEqual([]);
  });
});
