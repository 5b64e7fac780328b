import { Inject, Injectable } from '@nestjs/common';
import { type SigningKeyRow } from '@strongroom/entities';
import { Database } from '@strongroom/persistence';
import { LEAD_S } from './signing-terms.js';

export type PublicKey = Pick<SigningKeyRow, 'kid' | 'publicJwk'>;

export interface ShownKeyRow extends Pick<SigningKeyRow, 'kid' | 'recordedAt' | 'notAfter'> {
  readonly state: SigningKeyRow['state'] | 'overlap';
  readonly signsFrom: Date | null;
}

@Injectable()
export class SigningKeyStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  async activeKid(): Promise<string | undefined> {
    const [key] = await this.db.query<{ kid: string }>(`SELECT kid FROM auth.signing_key WHERE state = 'active'`);
    return key?.kid;
  }

  /** Whether this key became the active one. Of several that try at once one succeeds, and the others wait to hear it. */
  async activateFirst({ kid, publicJwk }: PublicKey): Promise<boolean> {
    const inserted = await this.db.execute(
      `INSERT INTO auth.signing_key (kid, public_jwk, state) VALUES ($1, $2, 'active') ON CONFLICT DO NOTHING`,
      [kid, JSON.stringify(publicJwk)],
    );
    return inserted === 1;
  }

  /** Lets one transaction at a time change which key comes next or signs; held until it ends. */
  async lockSuccession(): Promise<void> {
    await this.db.query(`SELECT pg_advisory_xact_lock(hashtextextended('auth.signing_key', 0))`);
  }

  /** The next key in the place of an active one that was revoked, be it published for long enough or not. */
  async promoteNext(): Promise<string | undefined> {
    const [key] = await this.db.query<{ kid: string }>(
      `UPDATE auth.signing_key SET state = 'active'
        WHERE state = 'next' AND NOT EXISTS (SELECT FROM auth.signing_key WHERE state = 'active')
       RETURNING kid`,
    );
    return key?.kid;
  }

  /** All that a token still alive, or soon to be issued, may be signed with. */
  published(): Promise<readonly PublicKey[]> {
    return this.db.query<PublicKey>(
      `SELECT kid, public_jwk AS "publicJwk" FROM auth.signing_key
        WHERE state <> 'revoked' AND (not_after IS NULL OR not_after > now())
        ORDER BY recorded_at DESC`,
    );
  }

  /** Every key there ever was, newest first. */
  all(): Promise<readonly ShownKeyRow[]> {
    return this.db.query<ShownKeyRow>(
      `SELECT kid, recorded_at AS "recordedAt", not_after AS "notAfter",
              CASE WHEN state = 'retired' AND not_after > now() THEN 'overlap' ELSE state END AS state,
              CASE WHEN state = 'next' THEN recorded_at + $1 * interval '1 second' END AS "signsFrom"
         FROM auth.signing_key ORDER BY recorded_at DESC`,
      [LEAD_S],
    );
  }

  /** False where there is no such key, or it was revoked before. */
  async revoke(kid: string): Promise<boolean> {
    const revoked = await this.db.execute(
      `UPDATE auth.signing_key SET state = 'revoked', not_after = now() WHERE kid = $1 AND state <> 'revoked'`,
      [kid],
    );
    return revoked === 1;
  }
}
