import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Pool } from 'pg';
import { type Result, type RunTerms } from '../scenario.ts';
import { check, isSound, type Verdict } from './check.ts';
import { Child } from '../child.ts';
import { readHistory } from '../history-file.ts';
import { type Entry, HistoryWriter } from './history.ts';
import { openPool, tables } from './inbox.ts';
import { OwnRedis, type RedisProgram } from '../own-redis.ts';
import { type CallerOptions, type ServiceOptions } from './wishes.ts';
import { makeKeys, type WireTerms } from './wire-terms.ts';

/** An event whose replica died is taken over after this; 30 s by default, which would make every run long. */
const CLAIM_AFTER_MS = 3_000;
const EFFECTS_WITHIN_MS = 60_000;

/** What the scenarios share: the terms of the run, a Postgres, and of which program each has its Redis. */
export interface Ground {
  readonly run: RunTerms;
  readonly postgres: string;
  readonly redis: RedisProgram;
}

/** One scenario's own Redis, tables, keys and processes, and the history of what they did. */
export class Bed {
  readonly redis: OwnRedis;
  readonly terms: WireTerms;
  readonly termsFile: string;
  readonly seconds: number;
  readonly history: HistoryWriter;
  readonly #pool: Pool;
  readonly #children: Child[] = [];

  private constructor(redis: OwnRedis, terms: WireTerms, pool: Pool, seconds: number) {
    this.redis = redis;
    this.terms = terms;
    this.termsFile = join(terms.folder, 'terms.json');
    this.seconds = seconds;
    this.history = new HistoryWriter(terms.folder, 'scenario');
    this.#pool = pool;
  }

  /** Runs a scenario on a bed of its own, and leaves nothing behind. */
  static async lend<T>({ run, postgres, redis: program }: Ground, work: (bed: Bed) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), 'strongroom-robustness-'));
    const redis = await OwnRedis.start(program, folder);
    const keys = makeKeys(['orders', 'payments', 'shop']);
    const pool = openPool(postgres);
    const bed = new Bed(redis, { redis: redis.url, postgres, folder, keys }, pool, run.seconds);
    try {
      await writeFile(bed.termsFile, JSON.stringify(bed.terms), { mode: 0o600 });
      await pool.query(tables);
      return await work(bed);
    } finally {
      await Promise.all(bed.#children.map((child) => child.end('SIGKILL')));
      await redis.kill();
      await pool.end();
      await rm(folder, { recursive: true, force: true });
    }
  }

  async start(program: 'service' | 'caller' | 'overload' | 'soak' | 'hostile', own: object): Promise<Child> {
    const child = await Child.start(`wire/${program}`, this.termsFile, own);
    this.#children.push(child);
    return child;
  }

  service(options: ServiceOptions = {}): Promise<Child> {
    return this.start('service', { ...options, limits: { eventClaimAfterMs: CLAIM_AFTER_MS, ...options.limits } });
  }

  caller(options: Partial<CallerOptions> = {}): Promise<Child> {
    return this.start('caller', { callsPerSecond: 300, eventsPerSecond: 60, deadlineMs: 2_000, ...options });
  }

  /** Waits for a share of the time that the load lasts. */
  pass(share: number): Promise<void> {
    return pause(share * this.seconds * 1_000);
  }

  fault(what: string): void {
    this.history.write({ type: 'fault', what, atMs: Date.now() });
  }

  mended(what: string): void {
    this.history.write({ type: 'mended', what, atMs: Date.now() });
  }

  /** Ends the load, waits for the effects of all events (as long as that may take), and judges the history. */
  async judge(caller: Child): Promise<Result & { readonly verdict: Verdict }> {
    const { resent } = (await caller.asks({ type: 'stop' })) as { readonly resent: number };
    await caller.end();
    await this.#effects();
    await Promise.all(this.#children.map((child) => child.end('SIGTERM')));
    const { rows } = await this.#pool.query<{ id: string; at: Date }>('SELECT id, at FROM effect');
    for (const { id, at } of rows) this.history.write({ type: 'effected', id, atMs: at.getTime() });
    const verdict = check(readHistory(this.terms.folder) as readonly Entry[]);
    const notes = [
      ...verdict.unhandled,
      ...(resent === 0 ? [] : [`${resent} events were sent again, because Redis had forgotten everything`]),
    ];
    return { sound: isSound(verdict), row: rowOf(verdict), targets: [], notes, verdict };
  }

  async #effects(): Promise<void> {
    const untilMs = Date.now() + EFFECTS_WITHIN_MS;
    for (;;) {
      const { rowCount } = await this.#pool.query('SELECT FROM outbox WHERE id NOT IN (SELECT id FROM effect) LIMIT 1');
      if (rowCount === 0 || Date.now() > untilMs) return;
      await pause(100);
    }
  }
}

function rowOf(verdict: Verdict): Result['row'] {
  const refused = Object.entries(verdict.refused).map(([status, count]) => `${count} ${status}`);
  return {
    calls: verdict.calls,
    ok: verdict.ok,
    refused: refused.join(', ') || 0,
    events: verdict.events,
    'had effect': verdict.effected,
    'came again': verdict.redelivered,
    lost: verdict.lost.length,
    doubled: verdict.doubled.length,
    believed: verdict.believed.length,
    unhandled: verdict.unhandled.length,
    'longest answer ms': verdict.longestAnswerMs,
    'full service after ms': verdict.fullServiceMs,
  };
}
