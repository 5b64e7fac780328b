import { sealerLease, type Database, type LogTerms } from '@strongroom/persistence';

export const revocationLog: LogTerms = { schema: 'revocation', table: 'event' };

export interface LogEnd {
  readonly generation: number;
  readonly n: number;
  /** The entry that has the place that was asked about; null where none has it. */
  readonly entryIdThere: string | null;
  /** Whether a replica of the service holds the right to write the log. */
  readonly isServed: boolean;
}

export class RestoredLogStore {
  constructor(private readonly db: Database) {}

  /** The end of the log, which stays there until the transaction ends. */
  async lockEnd(at: number): Promise<LogEnd> {
    const [end] = await this.db.query<LogEnd>(
      `SELECT generation, n, (SELECT id FROM revocation.event WHERE seq = $1) AS "entryIdThere",
              EXISTS (SELECT FROM revocation.lease WHERE name = $2 AND held_until > clock_timestamp()) AS "isServed"
         FROM revocation.log_head WHERE log = 'event' FOR UPDATE`,
      [at, sealerLease(revocationLog)],
    );
    if (end === undefined) throw new Error('the revocation log has no head');
    return end;
  }
}
