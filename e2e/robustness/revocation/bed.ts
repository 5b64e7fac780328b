import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '@strongroom/provisioning';
import { Child } from '../child.ts';
import { OwnProcess } from '../own-process.ts';
import { OwnRedis } from '../own-redis.ts';
import { type Result } from '../scenario.ts';
import { check, isSound, summary } from './check.ts';
import { type Ground } from './ground.ts';
import { HistoryFile, readHistory } from '../history-file.ts';
import { type Answer, type Entry, monotonicMs, type Token } from './history.ts';
import { Issuer } from './issuer.ts';
import { type GuardTerms, type RevocationTerms } from './terms.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const RECENT_MAX = 400;
const UP_WITHIN_MS = 60_000;

/** One scenario's own Redis, services, guards and history, on the database of the run. */
export class Bed {
  readonly services: OwnProcess[] = [];
  readonly guards = new Map<string, Child>();
  readonly redis: OwnRedis;
  readonly issuer: Issuer;
  readonly #ground: Ground;
  readonly #terms: RevocationTerms;
  readonly #termsFile: string;
  readonly #feedPorts: readonly number[];
  readonly #history: HistoryFile<Entry>;
  #recent: Token[] = [];

  private constructor(about: {
    readonly ground: Ground;
    readonly terms: RevocationTerms;
    readonly history: HistoryFile<Entry>;
    readonly redis: OwnRedis;
    readonly issuer: Issuer;
    readonly feedPorts: readonly number[];
  }) {
    this.#ground = about.ground;
    this.#terms = about.terms;
    this.#termsFile = join(about.terms.folder, 'terms.txt');
    this.#feedPorts = about.feedPorts;
    this.#history = about.history;
    this.redis = about.redis;
    this.issuer = about.issuer;
  }

  /** Two replicas of the service, one guard over the feed alone and two over broadcasts too; nothing is left behind. */
  static async lend(ground: Ground, work: (bed: Bed) => Promise<void>): Promise<Result> {
    const folder = await mkdtemp(join(tmpdir(), 'strongroom-robustness-'));
    const terms = { ...ground.shared, folder, seed: ground.run.seed };
    const history = new HistoryFile<Entry>(folder, 'scenario');
    const feedPorts = [await freePort(), await freePort()];
    const redis = await OwnRedis.start(ground.redis, folder);
    const urls = feedPorts.map(urlOf);
    const issuer = await Issuer.open(terms, history, ground.postgres.url, urls);
    const bed = new Bed({ ground, terms, history, redis, issuer, feedPorts });
    try {
      await writeFile(bed.#termsFile, JSON.stringify(terms), { mode: 0o600 });
      for (const port of feedPorts) bed.services.push(await bed.#service(port));
      await Promise.all(feedPorts.map((port) => isThere(urlOf(port))));
      await Promise.all([bed.guard('feed'), bed.guard('both', redis.url), bed.guard('more', redis.url)]);
      await work(bed);
      return await bed.#judge();
    } finally {
      await Promise.all([...bed.guards.values()].map((guard) => guard.end('SIGKILL')));
      await Promise.all(bed.services.map((service) => service.kill()));
      await issuer.close();
      await redis.kill();
      await rm(folder, { recursive: true, force: true });
    }
  }

  get postgres(): Ground['postgres'] {
    return this.#ground.postgres;
  }

  get seed(): number {
    return this.#terms.seed;
  }

  get feedPorts(): readonly number[] {
    return this.#feedPorts;
  }

  /** Starts a guard and tells it of the newest tokens. One of that name that runs is the caller's to end. */
  async guard(name: string, redis?: string, feedUrls = this.#feedPorts.map(urlOf)): Promise<Child> {
    const own: GuardTerms = { name, feedUrls, ...(redis !== undefined && { redis }) };
    const guard = await Child.start('revocation/guard', this.#termsFile, own);
    this.guards.set(name, guard);
    guard.tell({ type: 'tokens', tokens: this.#recent, now: false });
    return guard;
  }

  async killGuard(name: string): Promise<void> {
    await this.guards.get(name)?.end('SIGKILL');
    this.guards.delete(name);
  }

  /** Every guard uses it from now on. */
  share(token: Token): void {
    this.#recent = [...this.#recent, token].slice(-RECENT_MAX);
    this.#tell([token], false);
  }

  /** Every guard uses it now, on each kind of route. */
  useNow(...tokens: readonly Token[]): void {
    this.#tell(tokens, true);
  }

  /** As {@link useNow}, and resolves to what every guard has answered. One at a time, and while no guard is stopped. */
  async used(...tokens: readonly Token[]): Promise<readonly Answer[]> {
    const message = { type: 'tokens', tokens, now: true, answer: true };
    const answers = await Promise.all([...this.guards.values()].map((guard) => guard.asks(message)));
    return answers.flat() as readonly Answer[];
  }

  fault(what: string): void {
    this.#history.write({ type: 'fault', what, atMs: monotonicMs() });
  }

  restored(): void {
    this.#history.write({ type: 'restored', atMs: monotonicMs() });
  }

  revokedBySql(target: string, tenant: string, fromMs: number, seq: number): void {
    const about = { type: 'revoked', scope: 'subject', tenant, target, fromMs, toMs: monotonicMs() } as const;
    this.#history.write({ ...about, outcome: 'sealed', seq });
  }

  #tell(tokens: readonly Token[], now: boolean): void {
    for (const guard of this.guards.values()) guard.tell({ type: 'tokens', tokens, now });
  }

  async #service(port: number): Promise<OwnProcess> {
    const { revocation, postgres, shared } = this.#ground;
    const preload = join(import.meta.dirname, '..', 'shifted-clock.ts');
    const env = {
      ...{ INSTANCE: String(port), LOG_LEVEL: 'fatal', MANAGEMENT_PORT: String(await freePort()) },
      ...{ REDIS_URL: this.redis.url, DATABASE_URL: postgres.url, VAULT_ADDR: shared.vaultAddress },
      ...{ VAULT_ROLE_ID_FILE: revocation.roleIdFile, VAULT_SECRET_ID_FILE: revocation.secretIdFile },
      REVOCATION_FEED_URLS: this.#feedPorts.map(urlOf).join(),
      ...{ FEED_HOST: '127.0.0.1', FEED_PORT: String(port) },
    };
    const main = join(root, 'apps', 'revocation', 'dist', 'main.js');
    const service = new OwnProcess({
      file: process.execPath,
      args: ['--import', preload, main],
      options: { env, stdio: ['ignore', 'ignore', 'inherit'] },
    });
    service.spawn();
    return service;
  }

  async #judge(): Promise<Result> {
    await Promise.all([...this.guards.values()].map((guard) => guard.asks({ type: 'stop' })));
    const verdict = check(readHistory(this.#terms.folder) as readonly Entry[]);
    const { uses, usesOfDead, falseActive, cameBack, usesOfLive, withoutCause, withinBound } = verdict;
    const refused = Object.entries(withoutCause).map(([reason, count]) => `${count} ${reason}`);
    const row = {
      ...{ uses, 'of revoked': usesOfDead, 'false active': falseActive.length, 'came back': cameBack.length },
      ...{ 'within bound': withinBound, 'longest ms': Math.round(verdict.longestWithinBoundMs) },
      'late on open': verdict.lateOnOpen,
      ...{
        'of live': usesOfLive,
        refused: Object.values(withoutCause).reduce((all, count) => all + count, 0),
        why: refused.join(', '),
      },
    };
    // A run in which nothing was tried proves nothing.
    const isTried = usesOfDead > 0 && usesOfLive > 0;
    const notes = [...summary(verdict), ...[...falseActive, ...cameBack].slice(0, 20)];
    return { sound: isSound(verdict) && isTried, row, targets: [], notes };
  }
}

export function urlOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** Waits until somebody answers, whatever it says. */
async function isThere(url: string): Promise<void> {
  const untilMs = Date.now() + UP_WITHIN_MS;
  for (;;) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return;
    if (Date.now() > untilMs) throw new Error('the revocation service did not start');
    await pause(50);
  }
}
