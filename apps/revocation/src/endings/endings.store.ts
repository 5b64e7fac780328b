import { Inject, Injectable } from '@nestjs/common';
import { type Covering } from '@strongroom/guard';
import { Database } from '@strongroom/persistence';
import { everyTenant } from '@strongroom/security-context';
import { REVOCATION_COLUMNS, type ShownRow } from '../revocations/revocation-rows.js';

export interface CoveringRow extends ShownRow {
  /** Which of the tokens that were asked about, counted from 0. */
  readonly token: number;
}

/** Its transactions are across tenants, and each row asked for names the tenant. */
@Injectable()
export class EndingsStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** For each token the first `most` entries that cover it, in the order of the log; what is not sealed yet is last. */
  covering(tokens: readonly (readonly Covering[])[], most: number): Promise<readonly CoveringRow[]> {
    const names = tokens.flatMap((covering, token) => covering.map((name) => ({ ...name, token })));
    return this.db.query<CoveringRow>(
      `SELECT * FROM (
         SELECT token, row_number() OVER (PARTITION BY token ORDER BY seq NULLS LAST, id) AS nth, ${REVOCATION_COLUMNS}
           FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::int8[])
                  AS name (token, of_scope, of_tenant, of_target, after),
                LATERAL (
                  SELECT * FROM revocation.event
                   WHERE tenant = of_tenant AND target = of_target AND scope = of_scope AND of_target IS NOT NULL
                  UNION ALL
                  SELECT * FROM revocation.event
                   WHERE tenant = of_tenant AND scope = of_scope AND of_target IS NULL
                ) AS event
          WHERE seq IS NULL OR seq > after
       ) AS covering WHERE nth <= $6 ORDER BY token, nth`,
      [
        names.map(({ token }) => token),
        names.map(({ scope }) => scope),
        names.map(({ tenant }) => tenant || everyTenant),
        names.map(({ target }) => target ?? null),
        names.map(({ after }) => after),
        most,
      ],
    );
  }

  async now(): Promise<Date> {
    const [row] = await this.db.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    if (row === undefined) throw new Error('a row without a table is missing');
    return row.now;
  }
}
