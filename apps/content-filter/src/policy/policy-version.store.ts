import { Inject, Injectable } from '@nestjs/common';
import { type Direction, type FilterPolicy } from '@strongroom/contracts';
import { type PolicyVersionRow } from '@strongroom/entities';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';

export type SetPolicyVersion = Omit<PolicyVersionRow, 'tenant' | 'policy'> & { readonly policy: FilterPolicy };

export interface NextPolicyVersion {
  readonly direction: Direction;
  readonly policy: FilterPolicy;
  /** The version that is in force as far as the caller knows; 0 when none was set. */
  readonly expected: number;
  readonly restoredFrom?: number;
}

const POLICY_VERSION_COLUMNS = `direction, version, policy, restored_from AS "restoredFrom",
  set_by_type AS "setByType", set_by_id AS "setById", recorded_at AS "recordedAt"`;

@Injectable()
export class PolicyVersionStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** The tenant's policy in force, if it has set one. */
  async latest(direction: Direction): Promise<SetPolicyVersion | undefined> {
    const [row] = await this.newest(direction, { limit: 1 });
    return row;
  }

  async at(direction: Direction, version: number): Promise<SetPolicyVersion | undefined> {
    const [row] = await this.newest(direction, { limit: 1, before: version + 1 });
    return row?.version === version ? row : undefined;
  }

  newest(
    direction: Direction,
    { limit, before }: { readonly limit: number; readonly before?: number | undefined },
  ): Promise<readonly SetPolicyVersion[]> {
    return this.db.query<SetPolicyVersion>(
      `SELECT ${POLICY_VERSION_COLUMNS}
         FROM filter.policy_version
        WHERE tenant = $1 AND direction = $2 AND ($3::bigint IS NULL OR version < $3)
        ORDER BY version DESC LIMIT $4`,
      [currentContext().tenant, direction, before ?? null, limit],
    );
  }

  /** Adds the version after `expected`, unless another one is in force; of two at once the key lets one through. */
  async add({ direction, policy, expected, restoredFrom }: NextPolicyVersion): Promise<SetPolicyVersion | undefined> {
    const { tenant, actor } = currentContext();
    const [row] = await this.db.query<SetPolicyVersion>(
      `INSERT INTO filter.policy_version (tenant, direction, version, policy, restored_from, set_by_type, set_by_id)
       SELECT $1, $2, $3::integer + 1, $4::jsonb, $5, $6, $7
        WHERE $3 = (SELECT coalesce(max(version), 0) FROM filter.policy_version WHERE tenant = $1 AND direction = $2)
       ON CONFLICT DO NOTHING
       RETURNING ${POLICY_VERSION_COLUMNS}`,
      [tenant, direction, expected, JSON.stringify(policy), restoredFrom ?? null, actor.type, actor.id],
    );
    return row;
  }
}
