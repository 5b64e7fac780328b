import { type RetentionPolicy } from '../policy/retention-policy.js';
import { ownerSql, thresholdSql } from './due-rows.js';
import { type Sql } from './sql.js';

/** What became of a planned row: deleted by us, given a later expiry, deleted by others, or held by somebody at that moment. */
export type RowFate = 'deleted' | 'extended' | 'gone' | 'locked';

export type RowFates = Readonly<Record<RowFate, number>> & { readonly tenant: string };

/** A `key` of `dueRowsSql`. */
export type RowKey = readonly [place: string, tenant: string, ...identity: string[]];

interface Finding {
  readonly place: number;
  readonly fate: RowFate;
}

/**
 * Deletes planned rows that are still due, waits for nobody, and tells for each tenant what became of every one of them:
 * the fates add up to the number of keys.
 *
 * A row is first looked for where it lay when the plan was made: a batch of addresses is found without an index. What has moved
 * since, or is not there, is looked for once more by its identity. Deleting, like locking, sees the row as it is now.
 */
export async function deleteRows(
  db: Sql,
  policy: RetentionPolicy,
  cutOff: Date,
  keys: readonly RowKey[],
): Promise<readonly RowFates[]> {
  const fates: RowFate[] = new Array<RowFate>(keys.length).fill('deleted');
  const missed = await sweep(db, policy, cutOff, keys, 'entry.ctid = planned.address');
  if (missed.length > 0) {
    const again = missed.flatMap(({ place }) => keys.slice(place, place + 1));
    const left = await sweep(db, policy, cutOff, again, 'true');
    for (const { place, fate } of left) fates[missed[place]?.place ?? -1] = fate;
  }
  return byTenant(keys, fates);
}

/** Deletes what it can, and answers what it could not, with the reason as far as this look goes. */
function sweep(
  db: Sql,
  policy: RetentionPolicy,
  cutOff: Date,
  keys: readonly RowKey[],
  where: string,
): Promise<readonly Finding[]> {
  const { table, identity, keepsMs } = policy;
  const columns = identity.map(({ column, type }, index) => `(key ->> ${index + 2})::${type} AS ${column}`).join(', ');
  const same = [
    `${ownerSql(policy)} = planned.tenant`,
    ...identity.map(({ column }) => `entry.${column} = planned.${column}`),
  ].join(' AND ');
  const due = `entry.expires_at <= ${thresholdSql('$2', keepsMs)}`;
  return db.query<Finding>(
    `WITH planned AS MATERIALIZED (
       SELECT place - 1 AS place, (key ->> 0)::tid AS address, key ->> 1 AS tenant, ${columns}
         FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS list (key, place)
     ), present AS MATERIALIZED (
       SELECT planned.place, ${due} AS due FROM planned JOIN ${table} AS entry ON ${where} AND ${same}
     ), held AS MATERIALIZED (
       SELECT planned.place, entry.ctid AS address FROM planned JOIN ${table} AS entry ON ${where} AND ${same}
        WHERE ${due} FOR UPDATE OF entry SKIP LOCKED
     ), deleted AS (
       DELETE FROM ${table} AS entry USING held WHERE entry.ctid = held.address AND ${due} RETURNING held.place
     )
     SELECT planned.place,
            CASE WHEN present.due THEN 'locked' WHEN NOT present.due THEN 'extended' ELSE 'gone' END AS fate
       FROM planned LEFT JOIN present USING (place)
      WHERE planned.place NOT IN (SELECT place FROM deleted)`,
    [JSON.stringify(keys), cutOff],
  );
}

function byTenant(keys: readonly RowKey[], fates: readonly RowFate[]): readonly RowFates[] {
  const totals = new Map<string, Record<RowFate, number>>();
  keys.forEach(([, tenant], index) => {
    const total = totals.get(tenant) ?? { deleted: 0, extended: 0, gone: 0, locked: 0 };
    total[fates[index] ?? 'gone'] += 1;
    totals.set(tenant, total);
  });
  return [...totals].map(([tenant, total]) => ({ tenant, ...total }));
}
