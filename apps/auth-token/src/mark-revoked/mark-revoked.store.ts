import { Inject, Injectable } from '@nestjs/common';
import { type RevocableScope } from '@strongroom/contracts';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { coveredBy } from '../covered-tokens/covered-by.js';
import { AccessTokens } from '../signing/access-tokens.js';

interface Revoked {
  readonly scope: RevocableScope;
  readonly target: string;
  readonly revocationId: string;
  readonly revokedAt: string;
}

interface RevokedTogether {
  readonly tokens: readonly { readonly jti: string; readonly revocation_id: string }[];
  readonly revokedAt: string;
}

@Injectable()
export class MarkRevokedStore {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(AccessTokens) private readonly accessTokens: Pick<AccessTokens, 'issuer'>,
  ) {}

  /** Tokens that were there when it happened; one that was revoked before keeps its first revocation. */
  async mark({ scope, target, revocationId, revokedAt }: Revoked): Promise<number> {
    const covered = coveredBy(scope, [target], this.accessTokens.issuer);
    return this.db.execute(
      `UPDATE auth.token SET revoked_at = $3, revocation_id = $4
        WHERE ${covered.condition} AND recorded_at <= $3 AND revoked_at IS NULL`,
      [currentContext().tenant, covered.targets, revokedAt, revocationId],
    );
  }

  /** The same for tokens that were named one by one. */
  async markTogether({ tokens, revokedAt }: RevokedTogether): Promise<number> {
    return this.db.execute(
      `UPDATE auth.token SET revoked_at = $4, revocation_id = revoked.id
         FROM unnest($2::uuid[], $3::uuid[]) AS revoked (jti, id)
        WHERE tenant = $1 AND token.jti = revoked.jti AND recorded_at <= $4 AND revoked_at IS NULL`,
      [currentContext().tenant, tokens.map(({ jti }) => jti), tokens.map(({ revocation_id: id }) => id), revokedAt],
    );
  }
}
