import { type Database, type Transactions } from '@strongroom/persistence';
import { type SignedCheckpoint } from './checkpoint.js';
import { CheckpointFile, type KeptCheckpoint } from './checkpoint-file.js';

type Row = SignedCheckpoint & KeptCheckpoint;

const BATCH = 500;

/**
 * Brings a file of its own up to the table: every process keeps all checkpoints, whoever signed them, so that each file is
 * whole by itself and one that was away catches up.
 */
export class CheckpointKeeper {
  #file: CheckpointFile | undefined;

  constructor(
    private readonly transactions: Transactions,
    private readonly db: Database,
    private readonly path: string,
  ) {}

  /**
   * @returns how many checkpoints were added, and whether there may be more
   * @throws where the file cannot be written, or says something else than the table: then nothing is added
   */
  async keep(): Promise<{ readonly added: number; readonly more: boolean }> {
    try {
      const file = await this.#opened();
      const rows = await this.#rowsFrom(file.last?.number ?? 1);
      const added = file.last === undefined ? rows : rows.slice(1);
      refuseFork(file.last, rows[0], this.path);
      await file.append(added);
      return { added: added.length, more: rows.length === BATCH };
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }

  async #opened(): Promise<CheckpointFile> {
    if (this.#file !== undefined && !(await this.#file.isAsLeft())) await this.close();
    this.#file ??= await CheckpointFile.open(this.path);
    return this.#file;
  }

  #rowsFrom(number: number): Promise<readonly Row[]> {
    return this.transactions.runAcrossTenants(() =>
      this.db.query<Row>(
        `SELECT number, statement, key_id AS "keyId", signature FROM audit.checkpoint
          WHERE number >= $1 ORDER BY number LIMIT $2`,
        [number, BATCH],
      ),
    );
  }
}

function refuseFork(last: KeptCheckpoint | undefined, row: Row | undefined, path: string): void {
  if (last === undefined || (row?.number === last.number && row.statement === last.statement)) return;
  const what = row?.number === last.number ? 'has another' : 'does not have';
  throw new Error(
    `the table of audit checkpoints ${what} number ${last.number}, which ${path} ends with: it was restored or changed`,
  );
}
