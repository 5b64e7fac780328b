import type { Credential } from '@strongroom/guard';
import type { Database } from '@strongroom/persistence';

/** What the issuer noted of a token. */
export interface IssuedToken {
  readonly jti: string;
  readonly tenant: string;
  readonly subject: string;
  readonly client: string;
  readonly pos: number;
  /** Null where it was not noted yet. */
  readonly signingKey: string | null;
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

interface Named {
  readonly signingKey?: string | null | undefined;
}

/** Reads across tenants: for an administrator's connection. */
export class TokenStore {
  constructor(private readonly db: Database) {}

  async find(jti: string): Promise<IssuedToken | undefined> {
    const [row] = await this.db.query<IssuedToken>(
      `SELECT jti, tenant, subject, client_id AS client, pos, kid AS "signingKey", issued_at AS "issuedAt", expires_at AS "expiresAt"
         FROM auth.token WHERE jti = $1`,
      [jti],
    );
    return row;
  }

  /** The first entry of the log that ends the token, by all that it names (libs/guard, `coverOf`). */
  async cutBy(token: Omit<Credential, 'signingKey'> & Named): Promise<CuttingRevocation | undefined> {
    const { tenant, jti, subject, client, session, family, key, services = [], signingKey, pos } = token;
    const [row] = await this.db.query<CuttingRevocation>(
      `SELECT scope, seq, reason, recorded_at AS "recordedAt"
         FROM revocation.event
        WHERE tenant = $1 AND scope = 'token' AND target = $2
           OR tenant = '*' AND scope = 'signing_key' AND target = $3
           OR (seq IS NULL OR seq > $4)
              AND (tenant = $1 AND (scope, target) IN (('tenant', $1), ('subject', $5), ('client', $6), ('session', $7),
                                                       ('family', $8), ('key', $9))
                   OR tenant = $1 AND scope = 'service' AND target = ANY ($10::text[])
                   OR tenant = '*' AND scope IN ('global', 'stop', 'lift'))
        ORDER BY seq LIMIT 1`,
      [
        ...[tenant, jti, signingKey ?? null, pos, subject, client],
        ...[session ?? null, family ?? null, key ?? null, services],
      ],
    );
    return row;
  }
}
