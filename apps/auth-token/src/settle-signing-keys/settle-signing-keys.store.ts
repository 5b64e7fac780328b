import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { LEAD_S, LIFETIME_MAX_S, MARGIN_S } from '../signing/signing-terms.js';

@Injectable()
export class SettleSigningKeysStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** The next key, if it has been published for long enough. */
  async dueKid(): Promise<string | undefined> {
    const [due] = await this.db.query<{ kid: string }>(
      `SELECT kid FROM auth.signing_key
        WHERE state = 'next' AND recorded_at <= clock_timestamp() - $1 * interval '1 second'`,
      [LEAD_S],
    );
    return due?.kid;
  }

  /** The kid that signs no more; undefined where none did. */
  async succeed(kid: string): Promise<string | undefined> {
    const [old] = await this.db.query<{ kid: string }>(
      `UPDATE auth.signing_key
          SET state = 'retired', not_after = clock_timestamp() + $1 * interval '1 second'
        WHERE state = 'active' RETURNING kid`,
      [LIFETIME_MAX_S + MARGIN_S],
    );
    await this.db.execute(`UPDATE auth.signing_key SET state = 'active' WHERE kid = $1 AND state = 'next'`, [kid]);
    return old?.kid;
  }
}
