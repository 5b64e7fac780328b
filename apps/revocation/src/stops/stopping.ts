import { Inject, Injectable } from '@nestjs/common';
import { type emergencyStop, type Input } from '@strongroom/contracts';
import { Announcement } from '../log/announcement.js';
import { committedOf, type Committed } from '../log/place.js';
import { StopStore } from './stop.store.js';

/** The one way in which a stop comes to be. Its transactions are those of `everyTenant`. */
@Injectable()
export class Stopping {
  constructor(
    @Inject(StopStore) private readonly store: StopStore,
    @Inject(Announcement) private readonly announcement: Announcement,
  ) {}

  /** The stop that stands, if one does. From here on to the end of the transaction nobody else makes or lifts one. */
  async standing(): Promise<Committed | undefined> {
    await this.store.lock();
    const latest = await this.store.latest();
    return latest?.scope === 'stop' ? committedOf(latest) : undefined;
  }

  /** Call it where none stands. */
  async make(terms: Input<typeof emergencyStop>): Promise<Committed> {
    const about = { ...terms, scope: 'stop', target: '' } as const;
    const recorded = await this.store.record(about);
    await this.announcement.of({ ...recorded, ...about });
    return recorded;
  }
}
