import { Injectable } from '@nestjs/common';
import { Transactions } from './transactions.js';

/**
 * Statements in the current transaction; throws outside one. Stores hold a `Database` and nothing else:
 *
 * `const [row] = await this.db.query<TokenRow>('SELECT ... WHERE tenant = $1 AND id = $2', [tenant, id]);`
 *
 * Errors: `SqlError` when Postgres refuses a statement (see `isUniqueViolation`), `err:platform:unavailable:database` when it
 * cannot be reached.
 */
@Injectable()
export class Database {
  constructor(private readonly transactions: Transactions) {}

  /** The rows, as `Row` names them. `int8` is a number, `timestamptz` a `Date`, `numeric` and `date` are text. */
  async query<Row>(sql: string, params: readonly unknown[] = []): Promise<readonly Row[]> {
    const { rows } = await this.transactions.current().statement<Row>(sql, params);
    return rows;
  }

  /** How many rows the statement inserted, changed or deleted. */
  async execute(sql: string, params: readonly unknown[] = []): Promise<number> {
    const { affected } = await this.transactions.current().statement(sql, params);
    return affected;
  }
}
