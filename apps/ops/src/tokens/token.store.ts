import { coveringOf, type Credential } from '@strongroom/guard';
import type { Database } from '@strongroom/persistence';
import { everyTenant } from '@strongroom/security-context';

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

type Named = Omit<Credential, 'signingKey'> & { readonly signingKey?: string | null | undefined };

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

  /** The first entry of the log that ends the token, by all that it names. */
  async cutBy({ signingKey, ...token }: Named): Promise<CuttingRevocation | undefined> {
    const covering = coveringOf({ ...token, ...(typeof signingKey === 'string' && { signingKey }) });
    const [row] = await this.db.query<CuttingRevocation>(
      `SELECT scope, seq, reason, recorded_at AS "recordedAt"
         FROM unnest($1::text[], $2::text[], $3::text[], $4::int8[]) AS name (of_scope, of_tenant, of_target, after),
              LATERAL (
                SELECT * FROM revocation.event WHERE tenant = of_tenant AND target = of_target AND scope = of_scope
                UNION ALL
                SELECT * FROM revocation.event WHERE tenant = of_tenant AND scope = of_scope AND of_target IS NULL
              ) AS event
        WHERE seq IS NULL OR seq > after
        ORDER BY seq LIMIT 1`,
      [
        covering.map(({ scope }) => scope),
        covering.map(({ tenant }) => tenant || everyTenant),
        covering.map(({ target }) => target ?? null),
        covering.map(({ after }) => after),
      ],
    );
    return row;
  }
}
