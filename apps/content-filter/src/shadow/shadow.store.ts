import { Inject, Injectable } from '@nestjs/common';
import { type Direction, type FilterPolicy, type ShadowAction } from '@strongroom/contracts';
import { type ShadowCountRow, type ShadowPolicyRow } from '@strongroom/entities';
import { uuidv7 } from '@strongroom/kernel';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';

export type Shadow = Omit<ShadowPolicyRow, 'tenant' | 'policy'> & { readonly policy: FilterPolicy };

/** `rule` and `type` are empty for whole contents. */
export interface ShadowCount extends Pick<ShadowCountRow, 'rule' | 'type' | 'seen'> {
  readonly inForce: ShadowAction;
  readonly shadow: ShadowAction;
}

type NewShadow = Pick<Shadow, 'direction' | 'policy' | 'baseVersion'>;

const COLUMNS = `id, direction, policy, base_version AS "baseVersion", started_by_type AS "startedByType",
  started_by_id AS "startedById", recorded_at AS "recordedAt", status`;

@Injectable()
export class ShadowStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Answers nothing when one runs already; of two at once the index lets one through. */
  async start({ direction, policy, baseVersion }: NewShadow): Promise<Shadow | undefined> {
    const { tenant, actor } = currentContext();
    const [row] = await this.db.query<Shadow>(
      `INSERT INTO filter.shadow_policy (id, tenant, direction, policy, base_version, started_by_type, started_by_id)
       VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7)
       ON CONFLICT DO NOTHING
       RETURNING ${COLUMNS}`,
      [uuidv7(), tenant, direction, JSON.stringify(policy), baseVersion, actor.type, actor.id],
    );
    return row;
  }

  async newest(direction: Direction): Promise<Shadow | undefined> {
    const [row] = await this.db.query<Shadow>(
      `SELECT ${COLUMNS} FROM filter.shadow_policy WHERE tenant = $1 AND direction = $2 ORDER BY id DESC LIMIT 1`,
      [currentContext().tenant, direction],
    );
    return row;
  }

  /** The one that is to be compared with this version, if one is. */
  async running(direction: Direction, baseVersion: number): Promise<Shadow | undefined> {
    const [row] = await this.db.query<Shadow>(
      `SELECT ${COLUMNS} FROM filter.shadow_policy
        WHERE tenant = $1 AND direction = $2 AND status = 'running' AND base_version = $3`,
      [currentContext().tenant, direction, baseVersion],
    );
    return row;
  }

  /** Answers nothing unless it runs. */
  async end(id: string, status: 'promoted' | 'stopped'): Promise<Shadow | undefined> {
    const [row] = await this.db.query<Shadow>(
      `WITH ended AS (
         UPDATE filter.shadow_policy SET status = $3 WHERE tenant = $1 AND id = $2 AND status = 'running' RETURNING *
       ) SELECT ${COLUMNS} FROM ended`,
      [currentContext().tenant, id, status],
    );
    return row;
  }

  /** In the order of the key, so that two replicas that count the same do not wait for each other in a circle. */
  async add(id: string, counts: readonly ShadowCount[]): Promise<void> {
    const column = <K extends keyof ShadowCount>(name: K): ShadowCount[K][] => counts.map((count) => count[name]);
    await this.db.query(
      `INSERT INTO filter.shadow_count AS c (tenant, shadow_id, rule, type, in_force, shadow, seen)
       SELECT $1, $2, n.* FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])
              AS n (rule, type, in_force, shadow, seen)
        ORDER BY rule, in_force, shadow
       ON CONFLICT ON CONSTRAINT shadow_count_pk DO UPDATE SET seen = c.seen + excluded.seen`,
      [
        ...[currentContext().tenant, id, column('rule'), column('type')],
        ...[column('inForce'), column('shadow'), column('seen')],
      ],
    );
  }

  counts(id: string): Promise<readonly ShadowCount[]> {
    return this.db.query<ShadowCount>(
      `SELECT rule, type, in_force AS "inForce", shadow, seen::float8 AS seen FROM filter.shadow_count
        WHERE tenant = $1 AND shadow_id = $2
        ORDER BY seen DESC, rule, in_force, shadow`,
      [currentContext().tenant, id],
    );
  }
}
