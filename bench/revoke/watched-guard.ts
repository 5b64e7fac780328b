import {
  HttpFeedSource,
  openGuard,
  PairKeyCredentials,
  StaticKeys,
  type Credential,
  type FeedCredentials,
  type OpenedGuard,
  type RevocationSource,
  type VerificationKeys,
} from '@strongroom/guard';
import { followLogBroadcast, type ServiceKeys } from '@strongroom/platform';
import { Sighting } from './sighting.ts';

const LIFETIME_MS = 3_600_000;

export interface WatchedGuardTerms {
  readonly name: string;
  readonly feedUrls: readonly string[];
  /** Absent for a guard that follows the feed alone. */
  readonly redisUrl?: string;
  readonly keys: VerificationKeys;
  readonly pairKeys: ServiceKeys;
}

interface Watch {
  readonly credentials: readonly Asked[];
  readonly sighting: Sighting;
  judgedSeq: number;
}

type Asked = Credential & { readonly expiresAtMs: number };

/** A guard as a service has it, which notes when it begins to refuse the tokens that it is told to watch. */
export class WatchedGuard {
  readonly #opened: OpenedGuard;
  readonly #close: () => Promise<void>;
  #watch: Watch | undefined;

  constructor({ name, feedUrls, redisUrl, keys, pairKeys }: WatchedGuardTerms) {
    const credentials: FeedCredentials = new PairKeyCredentials({
      ...{ service: 'gateway', guard: name, pairKey: () => pairKeys.current('revocation') },
    });
    const feed = new HttpFeedSource({ urls: feedUrls, keys, credentials });
    const broadcasts =
      redisUrl === undefined ? undefined : followLogBroadcast({ feed, redis: { redis: redisUrl }, keys });
    this.#opened = openGuard({
      ...{ keys: new StaticKeys([]), issuer: 'none', audience: 'none', source: this.#noticed(feed) },
      ...(broadcasts && { beside: this.#noticed(broadcasts) }),
    });
    this.#close = async () => {
      await this.#opened.close();
      await broadcasts?.close();
    };
  }

  get bootstrapped(): Promise<void> {
    return this.#opened.bootstrapped;
  }

  /** Rejects where one of these tokens is refused already: its revocation could not be seen. */
  async watch(jtis: readonly string[]): Promise<void> {
    const { appliedSeq: pos } = this.#opened.status();
    const credentials = jtis.map((jti) => ({
      ...{ tenant: 'demo', jti, subject: 'bench', client: 'bench', pos, expiresAtMs: Date.now() + LIFETIME_MS },
    }));
    for (const each of credentials) {
      const verdict = await this.#opened.guard.check(each, { policy: 'bounded' });
      if (!verdict.active)
        throw new Error(`a guard refuses a token that nobody has revoked: ${JSON.stringify(verdict)}`);
    }
    this.#watch = { credentials, sighting: new Sighting(), judgedSeq: pos };
  }

  /** When the guard refused all that is watched and had applied the log up to `seq`: monotonic milliseconds. */
  enforced(seq: number): Promise<number> {
    return this.#watch?.sighting.at(seq) ?? Promise.reject(new Error('nothing is watched'));
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** Who follows a source asks it again as soon as it has applied what it got. */
  #noticed(source: RevocationSource): RevocationSource {
    return {
      snapshot: (request) => source.snapshot(request),
      events: (request) => {
        void this.#judge();
        return source.events(request);
      },
    };
  }

  async #judge(): Promise<void> {
    const watch = this.#watch;
    if (watch === undefined) return;
    const { appliedSeq } = this.#opened.status();
    if (appliedSeq <= watch.judgedSeq) return;
    watch.judgedSeq = appliedSeq;
    for (const each of watch.credentials) {
      const verdict = await this.#opened.guard.check(each, { policy: 'bounded' });
      if (verdict.active || verdict.unavailable) return;
    }
    watch.sighting.note(appliedSeq);
  }
}
