import type { Database } from '@strongroom/persistence';

/** What the issuer noted of a token. */
export interface IssuedToken {
  readonly jti: string;
  readonly tenant: string;
  readonly subject: string;
  readonly client: string;
  readonly pos: number;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** A revocation that ends a token. */
export interface CuttingRevocation {
  readonly scope: string;
  /** Absent while it waits for its place in the log. */
  readonly seq: number | null;
  readonly reason: string;
  readonly recordedAt: Date;
}

/** Reads across tenants: for an administrator's connection. */
export class TokenStore {
  constructor(private readonly db: Database) {}

  async find(jti: string): Promise<IssuedToken | undefined> {
    const [row] = await this.db.query<IssuedToken>(
      `SELECT jti, tenant, subject, client_id AS client, pos, issued_at AS "issuedAt", expires_at AS "expiresAt"
         FROM auth.token WHERE jti = $1`,
      [jti],
    );
    return row;
  }

  /** The first revocation after the token's position that covers it: of itself, its subject or its client. */
  async cutBy(
    token: Pick<IssuedToken, 'jti' | 'tenant' | 'subject' | 'client' | 'pos'>,
  ): Promise<CuttingRevocation | undefined> {
    const [row] = await this.db.query<CuttingRevocation>(
      `SELECT scope, seq, reason, recorded_at AS "recordedAt"
         FROM revocation.event
        WHERE tenant = $1
          AND (scope, target) IN (('token', $2), ('subject', $3), ('client', $4))
          AND (seq IS NULL OR seq > $5)
        ORDER BY seq LIMIT 1`,
      [token.tenant, token.jti, token.subject, token.client, token.pos],
    );
    return row;
  }
}
