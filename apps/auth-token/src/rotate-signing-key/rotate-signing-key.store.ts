import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { type PublicKey } from '../signing/signing-key.store.js';

@Injectable()
export class RotateSigningKeyStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** From the commit on the key is published. */
  async insertNext({ kid, publicJwk }: PublicKey): Promise<void> {
    await this.db.execute(`INSERT INTO auth.signing_key (kid, public_jwk, state) VALUES ($1, $2, 'next')`, [
      kid,
      JSON.stringify(publicJwk),
    ]);
  }
}
