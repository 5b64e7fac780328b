import { afterEach, describe, expect, it } from '@jest/globals';
import { credentials, feedBatch, feedServer, type FeedServer } from '../test/support/feed-server.js';
import { AUDIENCE, ISSUER, TestIssuer } from '../test/support/issuer.js';
import { entry } from '../test/support/log.js';
import { HttpFeedSource } from './feed/http-feed-source.js';
import { StaticKeys } from './keys/static-keys.js';
import { openGuard, type OpenedGuard } from './open-guard.js';
import type { RevocationEntry, RevocationSource } from './revocation/revocation-source.js';

const issuer = new TestIssuer('EdDSA');
const toClose: { close(): Promise<void> }[] = [];

/** A log whose feed answers at once when something is appended, and otherwise after the wait it was asked for. */
class Log {
  readonly entries: RevocationEntry[] = [];
  #appended = Promise.withResolvers<undefined>();

  append(one: RevocationEntry): void {
    this.entries.push(one);
    this.#appended.resolve(undefined);
    this.#appended = Promise.withResolvers();
  }

  async serve(): Promise<FeedServer> {
    return feedServer(async (target) => {
      const query = new URL(target, 'http://feed').searchParams;
      const after = Number(query.get('after'));
      const waitMs = Number(query.get('wait_ms') ?? 0);
      if (after >= this.entries.length && waitMs > 0) {
        await Promise.race([this.#appended.promise, new Promise((resolve) => setTimeout(resolve, waitMs).unref())]);
      }
      const head = this.entries.length;
      const databaseNowMs = Date.now();
      const heartbeat = { seq: head, atMs: databaseNowMs };
      return feedBatch({ after, through: head, head, heartbeat, databaseNowMs, entries: this.entries.slice(after) });
    });
  }
}

function open(
  server: FeedServer,
  { beside, clockS = Math.floor(Date.now() / 1000) }: { beside?: RevocationSource; clockS?: number } = {},
): OpenedGuard & { token: () => string } {
  const source = new HttpFeedSource({ urls: [server.url], credentials: credentials(), keys: server.keys });
  const keys = new StaticKeys([issuer.key]);
  const more = { waitMs: 50, backOffMaxMs: 10, ...(beside && { beside }) };
  const opened = openGuard({ source, keys, issuer: ISSUER, audience: AUDIENCE, ...more });
  toClose.push(opened, server);
  return { ...opened, token: () => issuer.issue({ iat: clockS - 10, exp: clockS + 900, pos: 0 }) };
}

afterEach(async () => {
  for (const one of toClose.splice(0)) await one.close();
});

describe('an opened guard', () => {
  it('is not ready before its bootstrap, and then refuses what was revoked before it was born', async () => {
    const log = new Log();
    log.append(entry(1, 'client', 'shop'));
    const { guard, bootstrapped, status, token } = open(await log.serve());
    expect(status()).toMatchObject({ ready: false, appliedSeq: 0, stalenessMs: Infinity });
    await bootstrapped;
    expect(status()).toMatchObject({ ready: true, appliedSeq: 1, entries: 1, consecutiveFaults: 0 });
    expect(await guard.verdict(token(), { policy: 'strict' })).toMatchObject({ reason: { code: 'revoked' } });
  });

  it('refuses a token once it has applied its revocation', async () => {
    const log = new Log();
    const { guard, bootstrapped, token } = open(await log.serve());
    await bootstrapped;
    expect((await guard.verdict(token(), { policy: 'strict' })).active).toBe(true);
    log.append(entry(1, 'subject', 'alice'));
    while ((await guard.verdict(token(), { policy: 'strict' })).active) await new Promise(setImmediate);
    expect(await guard.verdict(token(), { policy: 'strict' })).toMatchObject({ reason: { code: 'revoked' } });
  });

  it('goes on by the second way when the first is lost', async () => {
    const [log, second] = [new Log(), new Log()];
    const server = await log.serve();
    const other = await second.serve();
    toClose.push(other);
    const beside = new HttpFeedSource({ urls: [other.url], credentials: credentials(), keys: other.keys });
    const { guard, bootstrapped, status, token } = open(server, { beside });
    await bootstrapped;
    const kept = (target: string): boolean => target.includes('&hold_ms=');
    while (!server.targets.some(kept)) await new Promise(setImmediate);
    await server.close();
    const lostAtMs = performance.now();
    second.append(entry(1, 'subject', 'alice'));
    while (status().appliedSeq < 1) await new Promise(setImmediate);
    expect(await guard.verdict(token(), { policy: 'strict' })).toMatchObject({ reason: { code: 'revoked' } });
    while (status().stalenessMs > performance.now() - lostAtMs) await new Promise(setImmediate);
    expect(other.targets.every((target) => target.startsWith('/feed/v1/events') && !kept(target))).toBe(true);
  });

  it('leaves nothing running once it is closed', async () => {
    const { bootstrapped, close, status } = open(await new Log().serve());
    await bootstrapped;
    await close();
    expect(status().ready).toBe(true);
    await close();
  });
});
