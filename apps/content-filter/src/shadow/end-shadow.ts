import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { fault } from '@strongroom/contracts';
import { type Shadow, ShadowStore } from './shadow.store.js';

/** The one way in which a trial ends: while it runs, and on record. */
@Injectable()
export class EndShadow {
  constructor(
    @Inject(ShadowStore) private readonly store: ShadowStore,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** In the caller's transaction. Throws `err:filter:unknown:shadow` unless it runs. */
  async end(id: string, status: 'promoted' | 'stopped'): Promise<Shadow> {
    const shadow = await this.store.end(id, status);
    if (!shadow) throw fault('err:filter:unknown:shadow', { message: '/id: no policy with this id is tried' });
    await this.audit.record({
      action: status === 'promoted' ? 'shadow-policy.promote' : 'shadow-policy.stop',
      target: { type: 'shadow-policy', id },
      outcome: 'succeeded',
      details: { direction: shadow.direction, base_version: shadow.baseVersion },
    });
    return shadow;
  }
}
