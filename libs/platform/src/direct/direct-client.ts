import {
  FEED_SIGNATURE_HEADER,
  isFeedResponseAuthentic,
  signFeedRequest,
  type VerificationKeys,
} from '@strongroom/guard';
import { uuidv7 } from '@strongroom/kernel';
import { CallError, type CallOptions, type PairKeys } from '@strongroom/messaging';
import { directAnswer, directPath } from './direct-body.js';

export interface DirectClientTerms {
  readonly self: string;
  readonly instance: string;
  /** The service called. */
  readonly peer: string;
  /** Its listeners; each is tried once, and the one that answered last is tried first. */
  readonly urls: readonly string[];
  readonly pairKeys: Pick<PairKeys, 'current'>;
  /** The Ed25519 keys by which the peer signs. */
  readonly signingKeys: VerificationKeys;
}

const DEADLINE_MS = 5_000;

/**
 * Calls a service over HTTP, without Redis: the request proves who sends it, the answer is signed for this request. What is
 * left of the deadline is shared among the listeners not yet tried, so that one that takes the call and never answers (a
 * process that hangs, a network that swallows) leaves the others their time. Its share is the deadline that it is told: what
 * it takes up when it wakes, perhaps after a stop was made elsewhere and lifted, it no longer carries out.
 */
export class DirectClient {
  #first = 0;

  constructor(private readonly terms: DirectClientTerms) {}

  /** @throws CallError by the service's answer, or UNAVAILABLE where no replica gives one */
  async call(pattern: string, input: unknown, options: CallOptions): Promise<unknown> {
    const limitMs = options.deadlineMs ?? DEADLINE_MS;
    const untilMs = performance.now() + limitMs;
    const call = {
      security_context: options.securityContext ?? '',
      idempotency_key: options.idempotencyKey ?? `direct-${uuidv7()}`,
      input,
    };
    const { urls } = this.terms;
    const first = this.#first;
    let cause: unknown;
    for (const at of urls.keys()) {
      const asked = (first + at) % urls.length;
      const shareMs = Math.max(0, Math.ceil((untilMs - performance.now()) / (urls.length - at)));
      const limit = AbortSignal.any([AbortSignal.timeout(shareMs), ...(options.signal ? [options.signal] : [])]);
      const body = Buffer.from(JSON.stringify({ ...call, deadline_ms: Date.now() + shareMs }));
      try {
        const answer = await this.ask(new URL(directPath(pattern), urls[asked]), body, limit);
        this.#first = asked;
        return outputOf(answer);
      } catch (error) {
        if (error instanceof CallError) throw error;
        cause = error;
      }
    }
    throw new CallError({ status: 'UNAVAILABLE', message: `${this.terms.peer} cannot be reached`, cause });
  }

  private async ask(url: URL, body: Buffer, signal: AbortSignal): Promise<unknown> {
    const { self, instance, peer, pairKeys, signingKeys } = this.terms;
    const target = url.pathname;
    const nonce = uuidv7();
    const stamp = { service: self, guard: `${self}-${instance}`, audience: peer, atMs: Date.now(), nonce };
    const authorization = signFeedRequest({ method: 'POST', target, body }, stamp, await pairKeys.current(peer));
    const headers = { authorization, 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal });
    const answer = Buffer.from(await response.arrayBuffer());
    const signature = response.headers.get(FEED_SIGNATURE_HEADER);
    if (await isFeedResponseAuthentic({ nonce, target, body: answer }, signature, signingKeys)) {
      return JSON.parse(answer.toString());
    }
    throw new Error(`${url.origin} gave an answer that ${peer} did not sign (${response.status})`);
  }
}

function outputOf(answer: unknown): unknown {
  const read = directAnswer.parse(answer);
  if ('error' in read) throw new CallError(read.error);
  return read.output;
}
