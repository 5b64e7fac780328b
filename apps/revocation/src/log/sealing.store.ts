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

  /** Those of several that have one. */
  async placesOf(revocationIds: readonly string[]): Promise<ReadonlyMap<string, Place>> {
    const places = await this.db.query<Place & { readonly id: string }>(
      `SELECT id, seq, sealed_at AS "sealedAt" FROM revocation.event WHERE tenant = $1 AND id = ANY ($2) AND seq IS NOT NULL`,
      [currentContext().tenant, revocationIds],
    );
    return new Map(places.map(({ id, seq, sealedAt }) => [id, { seq, sealedAt }]));
  }
}
