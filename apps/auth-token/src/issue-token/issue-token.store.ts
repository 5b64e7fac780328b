import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { type AccessTokenClaims } from '../signing/access-token-claims.js';

@Injectable()
export class IssueTokenStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  async insert(claims: AccessTokenClaims, kid: string): Promise<void> {
    await this.db.execute(
      `INSERT INTO auth.token (jti, tenant, subject, client_id, pos, scope, kid, issued_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8), to_timestamp($9))`,
      [
        ...[claims.jti, claims.tenant, claims.sub, claims.client_id, claims.pos, claims.scope, kid],
        ...[claims.iat, claims.exp],
      ],
    );
  }
}
