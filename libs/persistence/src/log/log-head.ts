import { type Database } from '../transaction/database.js';
import { GENERATION_MAX, logPosition } from './log-position.js';
import { type LogState, type LogTerms } from './sealer.js';

/** What every replica may know of a log, writer or not. Methods run in the caller's transaction. */
export class LogHead {
  constructor(
    private readonly db: Database,
    private readonly log: LogTerms,
  ) {}

  async read(): Promise<LogState> {
    const [row] = await this.db.query<{ generation: number; n: number; heartbeatAt: Date; fence: number }>(
      `SELECT generation, n, greatest(heartbeat_at, timestamptz 'epoch') AS "heartbeatAt", fence FROM ${this.log.schema}.log_head WHERE log = $1`,
      [this.log.table],
    );
    if (row === undefined) throw new Error(`log ${this.log.schema}.${this.log.table} has no head`);
    return { head: logPosition(row.generation, row.n), heartbeatAt: row.heartbeatAt, fence: row.fence };
  }

  /**
   * Goes on in `generation`, counting from 1 again, unless the log is there already or further. For a database that was
   * restored: positions that it gave out before and has forgotten must stay below all that it gives out from now on.
   *
   * @throws {RangeError} for a generation whose places could not be written: nothing would ever lower it again
   */
  async raiseGeneration(generation: number): Promise<boolean> {
    if (generation > GENERATION_MAX) throw new RangeError(`generation ${generation} is beyond ${GENERATION_MAX}`);
    const raised = await this.db.execute(
      `UPDATE ${this.log.schema}.log_head SET generation = $2, n = 0 WHERE log = $1 AND generation < $2`,
      [this.log.table, generation],
    );
    return raised === 1;
  }
}
