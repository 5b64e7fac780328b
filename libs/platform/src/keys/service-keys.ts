import { fault, serviceNames } from '@strongroom/contracts';
import { systemClock, type Clock } from '@strongroom/kernel';
import { derivePairKey, type PairKey, type PairKeys } from '@strongroom/messaging';
import { openOwnKey, readPublishedKey, type KeyStore, type OwnKey } from './own-key.js';

/** A forged message may name any sender and key id; it must not make us ask the secret store each time. */
const REFRESH_COOLDOWN_MS = 1_000;
const names: ReadonlySet<string> = new Set(serviceNames);

/**
 * The keys that this service shares with each other one, derived by X25519 from its own private half and the other's
 * public half. The private half never leaves the secret store but to this process; no shared secret is handed out.
 */
export class ServiceKeys implements PairKeys {
  private readonly pairs = new Map<string, PairKey>();
  private readonly lookUps = new Map<string, { readonly atMs: number; readonly pair: Promise<PairKey> }>();

  private constructor(
    private readonly self: string,
    private readonly own: OwnKey,
    private readonly store: KeyStore,
    private readonly clock: Clock,
  ) {}

  static async open(self: string, store: KeyStore, clock: Clock = systemClock): Promise<ServiceKeys> {
    return new ServiceKeys(self, await openOwnKey(store, self, 'exchange'), store, clock);
  }

  current(peer: string): PairKey | Promise<PairKey> {
    return this.pairs.get(peer) ?? this.lookUp(peer);
  }

  /** Undefined if the peer has no such key. Throws where that cannot be told: a message must not be dropped for it. */
  byId(peer: string, keyId: string): PairKey | undefined | Promise<PairKey | undefined> {
    const known = this.pairs.get(peer);
    if (known?.keyId === keyId) return known;
    return names.has(peer) ? this.lookUpById(peer, keyId) : undefined;
  }

  private async lookUpById(peer: string, keyId: string): Promise<PairKey | undefined> {
    const fresh = await this.lookUp(peer);
    return fresh.keyId === keyId ? fresh : undefined;
  }

  /** Whoever asks within the cooldown shares one look-up, be it under way, done or failed. */
  private lookUp(peer: string): Promise<PairKey> {
    const nowMs = this.clock.nowMs();
    const last = this.lookUps.get(peer);
    if (last !== undefined && nowMs - last.atMs < REFRESH_COOLDOWN_MS) return last.pair;
    const pair = this.derive(peer);
    this.lookUps.set(peer, { atMs: nowMs, pair });
    return pair;
  }

  private async derive(peer: string): Promise<PairKey> {
    const theirs = await readPublishedKey(this.store, peer, 'exchange');
    if (theirs === undefined) {
      throw fault('err:platform:unavailable:service', {
        message: `${peer} cannot be reached`,
        detail: `${peer} has not published its exchange key yet`,
      });
    }
    const halves = [
      { name: this.self, keyId: this.own.keyId },
      { name: peer, keyId: theirs.keyId },
    ].sort((one, other) => (one.name < other.name ? -1 : 1));
    const pair = derivePairKey({
      privateKey: this.own.privateKey,
      publicKey: theirs.publicKey,
      self: this.self,
      peer,
      keyId: halves.map(({ keyId }) => keyId).join('-'),
    });
    this.pairs.set(peer, pair);
    return pair;
  }
}
