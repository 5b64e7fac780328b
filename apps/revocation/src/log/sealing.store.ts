import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { type Place } from './place.js';

@Injectable()
export class SealingStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** The revocation's place in the log, undefined as long as it has none. */
  async placeOf(revocationId: string): Promise<Place | undefined> {
    const [place] = await this.db.query<Place>(
      `SELECT seq, sealed_at AS "sealedAt" FROM revocation.event WHERE tenant = $1 AND id = $2 AND seq IS NOT NULL`,
      [currentContext().tenant, revocationId],
    );
    return place;
  }
}
