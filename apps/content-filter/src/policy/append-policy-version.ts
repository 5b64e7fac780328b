import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { fault } from '@strongroom/contracts';
import { currentContext } from '@strongroom/security-context';
import { type NextPolicyVersion, PolicyVersionStore, type SetPolicyVersion } from './policy-version.store.js';

/** The one way in which a version comes into force: after the one that was seen, and on record. */
@Injectable()
export class AppendPolicyVersion {
  constructor(
    @Inject(PolicyVersionStore) private readonly versions: PolicyVersionStore,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** In the caller's transaction. Throws `err:filter:conflict:version` when another version is in force. */
  async append(next: NextPolicyVersion): Promise<SetPolicyVersion> {
    const { direction, expected, restoredFrom } = next;
    const set = await this.versions.add(next);
    if (!set) {
      throw fault('err:filter:conflict:version', {
        message: `/expected_version: version ${expected} is not the one in force`,
      });
    }
    await this.audit.record({
      action: restoredFrom === undefined ? 'filter-policy.set' : 'filter-policy.restore',
      target: { type: 'filter-policy', id: currentContext().tenant },
      outcome: 'succeeded',
      details: {
        direction,
        version: set.version,
        ...(restoredFrom === undefined ? {} : { restored_from: restoredFrom }),
      },
    });
    return set;
  }
}
