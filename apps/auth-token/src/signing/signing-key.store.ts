import { Inject, Injectable } from '@nestjs/common';
import { type SigningKeyRow } from '@strongroom/entities';
import { Database } from '@strongroom/persistence';

export type PublicKey = Pick<SigningKeyRow, 'kid' | 'publicJwk'>;

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

  /** All that a token still alive, or soon to be issued, may be signed with. */
  published(): Promise<readonly PublicKey[]> {
    return this.db.query<PublicKey>(
      `SELECT kid, public_jwk AS "publicJwk" FROM auth.signing_key
        WHERE state <> 'revoked' AND (not_after IS NULL OR not_after > now())
        ORDER BY recorded_at DESC`,
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
