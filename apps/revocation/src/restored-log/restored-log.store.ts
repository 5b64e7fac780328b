import { Inject, Injectable } from '@nestjs/common';
import { uuidv7 } from '@strongroom/kernel';
import { Database, LogHead } from '@strongroom/persistence';
import { everyTenant } from '@strongroom/security-context';
import { idBytes } from '../log/id-bytes.js';
import { DENIED_FOR_S, revocationLog } from '../log/revocation-log.js';

@Injectable()
export class RestoredLogStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** False where the log is in that generation already, or further. */
  beginGeneration(generation: number): Promise<boolean> {
    return new LogHead(this.db, revocationLog).raiseGeneration(generation);
  }

  async endEverything(): Promise<void> {
    await this.db.execute(
      `INSERT INTO revocation.event (id, tenant, scope, target, id128, reason, actor_type, actor_id, expires_at)
       VALUES ($1, $2, 'global', '', $3, 'emergency', 'service', 'revocation', clock_timestamp() + $4 * interval '1 second')`,
      [uuidv7(), everyTenant, idBytes('global', '', ''), DENIED_FOR_S],
    );
  }
}
