import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { type AccessTokenClaims } from '../signing/access-token-claims.js';

@Injectable()
export class IssueTokenStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  async insert(claims: AccessTokenClaims): Promise<void> {
    await this.db.execute(
      `INSERT INTO auth.token (jti, tenant, subject, client_id, pos, scope, issued_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, to_timestamp($7), to_timestamp($8))`,
      [claims.jti, claims.tenant, claims.sub, claims.client_id, claims.pos, claims.scope, claims.iat, claims.exp],
    );
  }
}
