import { Inject, Injectable } from '@nestjs/common';
import { type FilterPolicy } from '@strongroom/contracts';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { type SetPolicyVersion } from '../policy/policy-version.store.js';

@Injectable()
export class SetFilterPolicyStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Adds the version after `expected`, unless another one is in force; of two at once the key lets one through. */
  async append(expected: number, policy: FilterPolicy): Promise<SetPolicyVersion | undefined> {
    const { tenant, actor } = currentContext();
    const [row] = await this.db.query<SetPolicyVersion>(
      `INSERT INTO filter.policy_version (tenant, version, policy, set_by_type, set_by_id)
       SELECT $1, $2::integer + 1, $3::jsonb, $4, $5
        WHERE $2 = (SELECT coalesce(max(version), 0) FROM filter.policy_version WHERE tenant = $1)
       ON CONFLICT DO NOTHING
       RETURNING version, policy, set_by_type AS "setByType", set_by_id AS "setById", recorded_at AS "recordedAt"`,
      [tenant, expected, JSON.stringify(policy), actor.type, actor.id],
    );
    return row;
  }
}
