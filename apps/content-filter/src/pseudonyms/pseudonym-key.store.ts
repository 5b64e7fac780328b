import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';

@Injectable()
export class PseudonymKeyStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Those that may be used, oldest first: the last is the current one. */
  async storedVersions(): Promise<readonly number[]> {
    const rows = await this.db.query<{ version: number }>(
      `SELECT version FROM filter.pseudonym_key WHERE tenant = $1 AND state = 'stored' ORDER BY version`,
      [currentContext().tenant],
    );
    return rows.map(({ version }) => version);
  }

  /** Whether it was not claimed before. */
  async claim(version: number): Promise<boolean> {
    const rows = await this.db.query(
      `INSERT INTO filter.pseudonym_key (tenant, version) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING version`,
      [currentContext().tenant, version],
    );
    return rows.length === 1;
  }

  /** Whether it was not settled before. */
  async settle(version: number): Promise<boolean> {
    const rows = await this.db.query(
      `WITH settled AS (
         UPDATE filter.pseudonym_key SET state = 'stored'
          WHERE tenant = $1 AND version = $2 AND state = 'writing' RETURNING version
       ) SELECT version FROM settled`,
      [currentContext().tenant, version],
    );
    return rows.length === 1;
  }
}
