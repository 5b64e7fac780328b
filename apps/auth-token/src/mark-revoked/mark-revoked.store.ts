import { Inject, Injectable } from '@nestjs/common';
import { type RevocableScope } from '@strongroom/contracts';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';

/** The column that holds what a revocation of this scope names. */
const COLUMN: Record<RevocableScope, string> = { token: 'jti', subject: 'subject', client: 'client_id' };

interface Revoked {
  readonly scope: RevocableScope;
  readonly target: string;
  readonly revocationId: string;
  readonly revokedAt: string;
}

@Injectable()
export class MarkRevokedStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Tokens that were there when it happened; one that was revoked before keeps its first revocation. */
  async mark({ scope, target, revocationId, revokedAt }: Revoked): Promise<number> {
    return this.db.execute(
      `UPDATE auth.token SET revoked_at = $1, revocation_id = $2
        WHERE tenant = $3 AND ${COLUMN[scope]} = $4 AND recorded_at <= $1 AND revoked_at IS NULL`,
      [revokedAt, revocationId, currentContext().tenant, target],
    );
  }
}
