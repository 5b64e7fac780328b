import pg from 'pg';
import { type DataSource, type QueryRunner } from 'typeorm';
import { databaseError, SqlError } from '../connection/database-error.js';

export interface TransactionTerms {
  /** `READ COMMITTED` unless said. */
  readonly isolation?: 'REPEATABLE READ' | 'SERIALIZABLE';
}

/** Whose rows a transaction sees. */
export interface Sight {
  readonly tenant: string | undefined;
  readonly acrossTenants: boolean;
}

export interface StatementResult<Row> {
  readonly rows: readonly Row[];
  readonly affected: number;
}

/** One transaction on one connection, from BEGIN to COMMIT or ROLLBACK. `Transactions` makes and ends it. */
export class OpenTransaction {
  #ended = false;
  #asked: Promise<unknown> = Promise.resolve();
  #failure: { readonly error: unknown } | undefined;
  readonly #afterCommit: (() => void)[] = [];

  private constructor(
    private readonly runner: QueryRunner,
    private readonly connection: { end(): Promise<void> },
    private readonly sight: Sight,
  ) {}

  static async begin(dataSource: DataSource, sight: Sight, terms: TransactionTerms): Promise<OpenTransaction> {
    const runner = dataSource.createQueryRunner();
    const connection = await connect(runner);
    const transaction = new OpenTransaction(runner, connection, sight);
    try {
      await runner.query(beginSql(sight, terms));
    } catch (error) {
      await transaction.rollback();
      throw databaseError(error);
    }
    return transaction;
  }

  /** Statements go one after the other, also when several are begun at once. */
  async statement<Row>(sql: string, params: readonly unknown[]): Promise<StatementResult<Row>> {
    if (this.#ended) throw new Error('the transaction has ended: something in it was not awaited');
    const answered = this.#asked.then(() => this.runner.query(sql, [...params], true));
    this.#asked = answered.catch(() => undefined);
    try {
      const result = await answered;
      return { rows: result.records as Row[], affected: result.affected ?? 0 };
    } catch (error) {
      throw this.#failed(databaseError(error));
    }
  }

  afterCommit(effect: () => void): void {
    this.#afterCommit.push(effect);
  }

  async join<T>({ tenant, acrossTenants }: Sight, work: () => Promise<T>): Promise<T> {
    if (this.#ended) throw new Error('the transaction has ended: something in it was not awaited');
    if (tenant !== this.sight.tenant || acrossTenants !== this.sight.acrossTenants) {
      throw new Error('an open transaction sees one tenant, or all: it cannot be joined for another view');
    }
    try {
      return await work();
    } catch (error) {
      throw this.#failed(error);
    }
  }

  async commit(): Promise<void> {
    await this.#asked;
    if (this.#failure !== undefined) {
      await this.rollback();
      throw this.#failure.error;
    }
    this.#ended = true;
    try {
      await this.runner.query('COMMIT');
    } catch (error) {
      await this.#discard();
      throw databaseError(error);
    }
    await this.runner.release();
    for (const effect of this.#afterCommit) queueMicrotask(effect);
  }

  async rollback(): Promise<void> {
    this.#ended = true;
    await this.#asked;
    try {
      await this.runner.query('ROLLBACK');
      await this.runner.release();
    } catch {
      await this.#discard();
    }
  }

  /**
   * Remembers the first failure: Postgres answers COMMIT of an aborted transaction with a quiet ROLLBACK, which nobody may take
   * for done. Statements after it fail because of it (25P02), and say so.
   */
  #failed(error: unknown): unknown {
    const first = (this.#failure ??= { error }).error;
    return error instanceof SqlError && error.sqlState === '25P02' ? first : error;
  }

  /** Closes the connection: its state is not known, and the next one to take it from the pool must not inherit it. */
  async #discard(): Promise<void> {
    void this.connection.end().catch(() => undefined);
    await this.runner.release();
  }
}

/** Begins the transaction and says whose rows it sees, in one round trip: every transaction of the system pays for it. */
function beginSql({ tenant = '', acrossTenants }: Sight, { isolation }: TransactionTerms): string {
  return `BEGIN ISOLATION LEVEL ${isolation ?? 'READ COMMITTED'};
    SET LOCAL strongroom.tenant = ${pg.escapeLiteral(tenant)};
    SET LOCAL strongroom.across_tenants = '${acrossTenants ? 'on' : ''}'`;
}

async function connect(runner: QueryRunner): Promise<{ end(): Promise<void> }> {
  try {
    return (await runner.connect()) as { end(): Promise<void> };
  } catch (error) {
    await runner.release();
    throw databaseError(error);
  }
}
