import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Logger } from '@strongroom/platform';
import { PgBoss } from 'pg-boss';
import { DataSource } from 'typeorm';
import { HourlyCleanup } from './hourly-cleanup.js';
import { jobsPool } from './jobs-pool.js';

const QUEUE = 'cleanup-hourly';
const HOURLY = '0 * * * *';
const EXPIRES_AFTER_S = 55 * 60;
const DRAIN_MS = 5_000;

/** Schedules and jobs live in Postgres (schema `jobs`): no lost Redis loses one, and of all replicas one takes it. */
@Injectable()
export class Schedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #boss: PgBoss;
  readonly #stopping = new AbortController();

  constructor(
    @Inject(DataSource) dataSource: DataSource,
    @Inject(HourlyCleanup) private readonly hourly: HourlyCleanup,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    this.#boss = new PgBoss({ ...jobsPool(dataSource), schema: 'jobs', createSchema: false });
    this.#boss.on('error', (error) => {
      logger.warn('the job queue has trouble', { component: 'jobs', error });
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.#boss.start();
    // `exclusive`: an hour whose run is still going on is not started beside it.
    await this.#boss.createQueue(QUEUE, { policy: 'exclusive', retryLimit: 2, expireInSeconds: EXPIRES_AFTER_S });
    // Hours that passed while nothing ran are made up for by one run: it deletes all that is due.
    await this.#boss.schedule(QUEUE, HOURLY, null, { tz: 'UTC', missed: 'once' });
    await this.#boss.work(QUEUE, async () => {
      await this.hourly.execute(this.#stopping.signal);
      this.logger.info('the hourly cleanup is done', { component: 'jobs' });
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await this.#boss.stop({ graceful: true, timeout: DRAIN_MS });
  }
}
