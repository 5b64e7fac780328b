import { Inject, Injectable } from '@nestjs/common';
import { type Consumes, type credentialRevoked, type Payload } from '@strongroom/contracts';
import { SigningKeys } from '../signing/signing-keys.js';
import { MarkRevokedStore } from './mark-revoked.store.js';

/**
 * Notes on the rows of issued tokens what the revocation log has decided. Nobody is let in or kept out by these notes: they
 * are for counting and for showing, and a token that was being issued in that very moment may lack one. A signing key that was
 * revoked signs no more.
 */
@Injectable()
export class MarkRevoked implements Consumes<typeof credentialRevoked> {
  constructor(
    @Inject(MarkRevokedStore) private readonly store: MarkRevokedStore,
    @Inject(SigningKeys) private readonly signingKeys: Pick<SigningKeys, 'revoke'>,
  ) {}

  async consume(revoked: Payload<typeof credentialRevoked>): Promise<void> {
    await this.store.mark({
      scope: revoked.scope,
      target: revoked.target,
      revocationId: revoked.revocation_id,
      revokedAt: revoked.revoked_at,
    });
    if (revoked.scope === 'signing_key') await this.signingKeys.revoke(revoked.target);
  }
}
