import { Inject, Injectable } from '@nestjs/common';
import { type Consumes, type Payload, type tokensRevoked } from '@strongroom/contracts';
import { MarkRevokedStore } from '../mark-revoked/mark-revoked.store.js';

/** The notes of `MarkRevoked` for tokens that one call has revoked. */
@Injectable()
export class MarkTokensRevoked implements Consumes<typeof tokensRevoked> {
  constructor(@Inject(MarkRevokedStore) private readonly store: MarkRevokedStore) {}

  async consume({ tokens, revoked_at: revokedAt }: Payload<typeof tokensRevoked>): Promise<void> {
    await this.store.markTogether({ tokens, revokedAt });
  }
}
