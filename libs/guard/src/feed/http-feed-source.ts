import { randomBytes } from 'node:crypto';
import type { VerificationKeys } from '../keys/verification-key.js';
import type { AppliedReport, RevocationBatch, RevocationSource } from '../revocation/revocation-source.js';
import { decodeFeedBatch } from './feed-batch.js';
import type { FeedCredentials } from './feed-credentials.js';
import { FeedFault } from './feed-fault.js';
import { FEED_SIGNATURE_HEADER, isFeedResponseAuthentic } from './feed-response.js';
import { readBody } from './read-body.js';

export interface HttpFeedSourceOptions {
  /** Base URLs of the revocation service's replicas. A fault moves on to the next. */
  readonly urls: readonly string[];
  readonly credentials: FeedCredentials;
  /** The service's Ed25519 feed keys. */
  readonly keys: VerificationKeys;
  /** Time for an answer, waiting for news not counted. Default 1,000 ms; 30,000 ms for a snapshot page. */
  readonly timeoutMs?: { readonly events: number; readonly snapshot: number };
  /** Default 64 MiB: two million entries. */
  readonly bodyBytesMax?: number;
  /** Milliseconds that never jump. Default `performance.now`. */
  readonly monotonicMs?: () => number;
}

/** Reads the signed feed of the revocation service over HTTP (docs/feed.md). */
export class HttpFeedSource implements RevocationSource {
  readonly #monotonicMs: () => number;
  #turn = 0;

  constructor(private readonly options: HttpFeedSourceOptions) {
    if (options.urls.length === 0) throw new TypeError('the revocation feed needs at least one URL');
    this.#monotonicMs = options.monotonicMs ?? (() => performance.now());
  }

  snapshot({ after, signal }: { after: number; signal: AbortSignal }): Promise<RevocationBatch> {
    const query = new URLSearchParams({ after: String(after) });
    return this.#read(`/feed/v1/snapshot?${query.toString()}`, this.options.timeoutMs?.snapshot ?? 30_000, signal);
  }

  events(request: {
    after: number;
    waitMs: number;
    holdMs?: number;
    report: AppliedReport | undefined;
    signal: AbortSignal;
  }): Promise<RevocationBatch> {
    const { after, waitMs, holdMs = 0, report, signal } = request;
    const query = new URLSearchParams({ after: String(after), wait_ms: String(waitMs) });
    if (holdMs > 0) query.set('hold_ms', String(holdMs));
    if (report) {
      query.set('applied', String(report.seq));
      query.set('applied_ago_ms', (this.#monotonicMs() - report.appliedAtMs).toFixed(3));
    }
    const target = `/feed/v1/events?${query.toString()}`;
    const timeoutMs = waitMs + holdMs + (this.options.timeoutMs?.events ?? 1_000);
    return waitMs === 0 ? this.#readFirst(target, timeoutMs, signal) : this.#read(target, timeoutMs, signal);
  }

  /** Somebody is waiting for this answer: a replica that gives none is not the last word. */
  async #readFirst(target: string, timeoutMs: number, stop: AbortSignal): Promise<RevocationBatch> {
    for (let others = this.options.urls.length - 1; others > 0; others--) {
      try {
        return await this.#read(target, timeoutMs, stop);
      } catch (fault) {
        if (stop.aborted) throw fault;
      }
    }
    return this.#read(target, timeoutMs, stop);
  }

  async #read(target: string, timeoutMs: number, stop: AbortSignal): Promise<RevocationBatch> {
    const url = this.options.urls[this.#turn % this.options.urls.length] ?? '';
    try {
      return await this.#readFrom(url, target, AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]));
    } catch (cause) {
      this.#turn++;
      if (cause instanceof FeedFault) throw cause;
      throw new FeedFault('unreachable', `${url} did not answer`, { cause });
    }
  }

  async #readFrom(url: string, target: string, signal: AbortSignal): Promise<RevocationBatch> {
    const nonce = randomBytes(16).toString('base64url');
    const authorization = await this.options.credentials.authorize({ method: 'GET', target }, nonce);
    const sentAtMs = this.#monotonicMs();
    const response = await fetch(new URL(target, url), { headers: { authorization }, redirect: 'error', signal });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new FeedFault('unreachable', `${url} answered ${response.status}`);
    }
    const body = await readBody(response, this.options.bodyBytesMax ?? 64 * 1024 * 1024);
    const signature = response.headers.get(FEED_SIGNATURE_HEADER);
    if (!(await isFeedResponseAuthentic({ nonce, target, body }, signature, this.options.keys))) {
      throw new FeedFault('forged', `${url} gave an answer without a good signature`);
    }
    return this.#placeInTime(body, sentAtMs);
  }

  /**
   * Puts the heartbeat on the monotonic clock, never too late: since the service read the database's time, at most the
   * whole round trip has passed, less what the service says it held the request before it read.
   */
  #placeInTime(body: Buffer, sentAtMs: number): RevocationBatch {
    const { heartbeat, heldMs, ...batch } = decodeFeedBatch(body);
    if (!heartbeat) return batch;
    const databaseReadAtMs = sentAtMs + Math.min(heldMs, this.#monotonicMs() - sentAtMs);
    const ageMs = Math.max(0, batch.databaseNowMs - heartbeat.atMs);
    return { ...batch, heartbeat: { seq: heartbeat.seq, asOfMs: databaseReadAtMs - ageMs } };
  }
}
