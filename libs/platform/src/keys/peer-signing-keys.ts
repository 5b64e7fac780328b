import { verificationKey, type VerificationKey, type VerificationKeys } from '@strongroom/guard';
import { systemClock, type Clock } from '@strongroom/kernel';
import { readPublishedKey, type KeyStore } from './own-key.js';

const REFRESH_COOLDOWN_MS = 1_000;

/** The Ed25519 key by which `peer` signs what many read, as it published it. */
export class PeerSigningKeys implements VerificationKeys {
  private known: VerificationKey | undefined;
  private lookUp: { readonly atMs: number; readonly key: Promise<VerificationKey | undefined> } | undefined;

  constructor(
    private readonly peer: string,
    private readonly store: KeyStore,
    private readonly clock: Clock = systemClock,
  ) {}

  /** Whoever asks within the cooldown shares one look-up: a forged message may name any key. */
  async byKid(kid: string): Promise<VerificationKey | undefined> {
    if (this.known?.kid === kid) return this.known;
    const nowMs = this.clock.nowMs();
    if (this.lookUp === undefined || nowMs - this.lookUp.atMs >= REFRESH_COOLDOWN_MS) {
      this.lookUp = { atMs: nowMs, key: this.read() };
    }
    const fresh = await this.lookUp.key;
    return fresh?.kid === kid ? fresh : undefined;
  }

  private async read(): Promise<VerificationKey | undefined> {
    const published = await readPublishedKey(this.store, this.peer, 'signing');
    if (published === undefined) return undefined;
    this.known = verificationKey(published.keyId, 'EdDSA', published.publicKey);
    return this.known;
  }
}
