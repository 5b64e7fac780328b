import { verificationKey, type VerificationKey, type VerificationKeys } from '@strongroom/guard';
import { systemClock, type Clock } from '@strongroom/kernel';
import { type SecretStore } from '@strongroom/vault';
import { readPublishedKey } from './own-key.js';

const REFRESH_COOLDOWN_MS = 1_000;

/** The Ed25519 key by which `peer` signs what many read, as it published it. */
export class PeerSigningKeys implements VerificationKeys {
  private known: VerificationKey | undefined;
  private refreshedAtMs = -Infinity;

  constructor(
    private readonly peer: string,
    private readonly store: SecretStore,
    private readonly clock: Clock = systemClock,
  ) {}

  async byKid(kid: string): Promise<VerificationKey | undefined> {
    if (this.known?.kid !== kid && this.clock.nowMs() - this.refreshedAtMs >= REFRESH_COOLDOWN_MS) {
      this.refreshedAtMs = this.clock.nowMs();
      const published = await readPublishedKey(this.store, this.peer, 'signing');
      if (published !== undefined) this.known = verificationKey(published.keyId, 'EdDSA', published.publicKey);
    }
    return this.known?.kid === kid ? this.known : undefined;
  }
}
