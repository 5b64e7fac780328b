import { Inject, Injectable } from '@nestjs/common';
import { type Covering } from '@strongroom/guard';
import { Database } from '@strongroom/persistence';
import { everyTenant } from '@strongroom/security-context';

interface PlaceRow {
  readonly n: number;
  /** Null where one of them is not sealed yet. */
  readonly last: number | null;
}

/** Tells what tokens share from what they do not. */
export function nameOf({ scope, tenant, target }: Covering): string {
  return JSON.stringify([scope, tenant, target]);
}

/** Its transactions are across tenants, and each row asked for names the tenant. */
@Injectable()
export class PreviewRevocationStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** The last place of all entries of each name that there is one of; Infinity where one is not sealed yet. By `nameOf`. */
  async lastPlaces(covering: readonly Covering[]): Promise<ReadonlyMap<string, number>> {
    const names = new Map(covering.map((one) => [nameOf(one), one]));
    const asked = [...names.values()];
    const rows = await this.db.query<PlaceRow>(
      `SELECT n, CASE WHEN bool_and(seq IS NOT NULL) THEN max(seq) END AS last
         FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS name (of_scope, of_tenant, of_target, n),
              LATERAL (
                SELECT seq FROM revocation.event WHERE tenant = of_tenant AND target = of_target AND scope = of_scope
                UNION ALL
                SELECT seq FROM revocation.event WHERE tenant = of_tenant AND scope = of_scope AND of_target IS NULL
              ) AS event
        GROUP BY n`,
      [
        asked.map(({ scope }) => scope),
        asked.map(({ tenant }) => tenant || everyTenant),
        asked.map(({ target }) => target ?? null),
      ],
    );
    const keys = [...names.keys()];
    return new Map(rows.map(({ n, last }) => [keys[n - 1] ?? '', last ?? Infinity]));
  }
}
