import { Inject, Injectable } from '@nestjs/common';
import { type FilterPolicy } from '@strongroom/contracts';
import { type PolicyVersionRow } from '@strongroom/entities';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';

export type SetPolicyVersion = Omit<PolicyVersionRow, 'tenant' | 'policy'> & { readonly policy: FilterPolicy };

@Injectable()
export class PolicyVersionStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** The tenant's policy in force, if it has set one. */
  async latest(): Promise<SetPolicyVersion | undefined> {
    const [row] = await this.db.query<SetPolicyVersion>(
      `SELECT version, policy, set_by_type AS "setByType", set_by_id AS "setById", recorded_at AS "recordedAt"
         FROM filter.policy_version
        WHERE tenant = $1
        ORDER BY version DESC LIMIT 1`,
      [currentContext().tenant],
    );
    return row;
  }
}
