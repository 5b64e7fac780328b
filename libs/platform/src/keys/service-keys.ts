import { fault, serviceNames } from '@strongroom/contracts';
import { systemClock, type Clock } from '@strongroom/kernel';
import { derivePairKey, type PairKey, type PairKeys } from '@strongroom/messaging';
import {
  keyInUse,
  readPrivateRing,
  readPublicRing,
  type KeyRingStore,
  type PrivateRingKey,
  type PublicRingKey,
} from './key-ring.js';
import { openOwnKey } from './own-key.js';
import { halvesOf, pairKeyId } from './pair-key-id.js';

/** A forged message may name any sender and key id; it must not make us ask the secret store each time. */
const REFRESH_COOLDOWN_MS = 1_000;
/** Ten times the cooldown within which a receiver does not look again, and more than clocks differ by. */
export const KEY_LEAD_MS = 10_000;
const names: ReadonlySet<string> = new Set(serviceNames);

interface Chosen {
  readonly pair: PairKey;
  /** When a newer key of one of the two comes into use. */
  readonly untilMs: number;
}

/**
 * The keys that this service shares with each other one, derived by X25519 from its own private half and the other's
 * public half. The private half never leaves the secret store but to this process; no shared secret is handed out. Both
 * ends may have several keys while one replaces another: a pair key's id names the two halves that it is made of.
 */
export class ServiceKeys implements PairKeys {
  private own: readonly PrivateRingKey[] = [];
  private readonly rings = new Map<string, readonly PublicRingKey[]>();
  private readonly lookUps = new Map<string, { readonly atMs: number; readonly done: Promise<unknown> }>();
  private reads = 0;
  private readonly applied = new Map<string, number>();
  private readonly chosen = new Map<string, Chosen>();
  private readonly pairs = new Map<string, Map<string, PairKey>>();

  private constructor(
    readonly self: string,
    readonly store: KeyRingStore,
    readonly clock: Clock,
    readonly leadMs: number,
  ) {}

  /** Makes this service's key where there is none yet. `leadMs`: how long a new key is known before it is used. */
  static async open(
    self: string,
    store: KeyRingStore,
    clock: Clock = systemClock,
    leadMs = KEY_LEAD_MS,
  ): Promise<ServiceKeys> {
    await openOwnKey(store, self, 'exchange');
    const keys = new ServiceKeys(self, store, clock, leadMs);
    await keys.read(self);
    return keys;
  }

  current(peer: string): PairKey | Promise<PairKey> {
    const chosen = this.chosen.get(peer);
    return chosen !== undefined && this.clock.nowMs() < chosen.untilMs ? chosen.pair : this.choose(peer);
  }

  /** Undefined if there is no such key. Throws where that cannot be told: a message must not be dropped for it. */
  byId(peer: string, keyId: string): PairKey | undefined | Promise<PairKey | undefined> {
    return this.pairs.get(peer)?.get(keyId) ?? (names.has(peer) ? this.find(peer, keyId) : undefined);
  }

  /** Reads the rings of this service and of its peers so far again: what is new can be used, what is retired is forgotten. */
  async refresh(): Promise<void> {
    await Promise.all([...new Set([this.self, ...this.rings.keys()])].map((name) => this.read(name)));
  }

  private async choose(peer: string): Promise<PairKey> {
    if ((this.rings.get(peer) ?? []).length === 0) await this.lookUp(peer);
    const nowMs = this.clock.nowMs();
    const ours = this.rings.get(this.self) ?? [];
    const theirs = this.rings.get(peer) ?? [];
    const own = keyInUse(ours, nowMs, this.leadMs);
    const other = keyInUse(theirs, nowMs, this.leadMs);
    const pair = own && other && this.derive(peer, own.keyId, other.keyId);
    if (pair === undefined) {
      throw fault('err:platform:unavailable:service', {
        message: `${peer} cannot be reached`,
        detail: `${peer} has not published its exchange key yet`,
      });
    }
    const comingMs = [...ours, ...theirs]
      .map(({ publishedMs }) => publishedMs + this.leadMs)
      .filter((ms) => ms > nowMs);
    this.chosen.set(peer, { pair, untilMs: Math.min(...comingMs) });
    return pair;
  }

  private async find(peer: string, keyId: string): Promise<PairKey | undefined> {
    const halves = halvesOf(keyId, this.self, peer);
    if (halves === undefined) return undefined;
    const { ownId, otherId } = halves;
    if (!this.own.some((key) => key.keyId === ownId)) await this.lookUp(this.self);
    if (!this.rings.get(peer)?.some((key) => key.keyId === otherId)) await this.lookUp(peer);
    return this.derive(peer, ownId, otherId);
  }

  private derive(peer: string, ownId: string, otherId: string): PairKey | undefined {
    const keyId = pairKeyId({ name: this.self, keyId: ownId }, { name: peer, keyId: otherId });
    const known = this.pairs.get(peer)?.get(keyId);
    if (known !== undefined) return known;
    const privateKey = this.own.find((key) => key.keyId === ownId)?.privateKey;
    const publicKey = this.rings.get(peer)?.find((key) => key.keyId === otherId)?.publicKey;
    if (privateKey === undefined || publicKey === undefined) return undefined;
    const pair = derivePairKey({ privateKey, publicKey, self: this.self, peer, keyId });
    this.pairs.set(peer, (this.pairs.get(peer) ?? new Map<string, PairKey>()).set(keyId, pair));
    return pair;
  }

  /** Whoever asks within the cooldown shares one look-up, be it under way, done or failed. */
  private async lookUp(name: string): Promise<void> {
    const nowMs = this.clock.nowMs();
    let last = this.lookUps.get(name);
    if (last === undefined || nowMs - last.atMs >= REFRESH_COOLDOWN_MS) {
      last = { atMs: nowMs, done: this.read(name) };
      this.lookUps.set(name, last);
    }
    await last.done;
  }

  private async read(name: string): Promise<void> {
    const turn = (this.reads += 1);
    const { own } = this;
    const known = this.rings.get(name) ?? [];
    const isSelf = name === this.self;
    const ring = await readPublicRing(this.store, name, known);
    const privates = isSelf ? await readPrivateRing(this.store, name, own) : own;
    // One that began later has ended before.
    if ((this.applied.get(name) ?? 0) > turn) return;
    this.applied.set(name, turn);
    this.rings.set(name, ring);
    if (areSame(ring, known) && areSame(privates, own)) return;
    for (const peer of isSelf ? this.pairs.keys() : [name]) {
      this.pairs.delete(peer);
      this.chosen.delete(peer);
    }
    if (isSelf) this.own = privates;
  }
}

function areSame(one: readonly object[], other: readonly object[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index]);
}
