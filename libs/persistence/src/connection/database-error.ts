import { fault } from '@strongroom/contracts';
import { QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';

/**
 * Postgres refused a statement. Carries what a store decides by and nothing that the caller sent: neither parameters nor
 * the server's `DETAIL`, which quotes column values.
 */
export class SqlError extends Error {
  override readonly name = 'SqlError';

  constructor(
    /** Five characters; PostgreSQL manual, appendix A. */
    readonly sqlState: string,
    readonly constraint: string | undefined,
    message: string,
  ) {
    super(`${withoutValues(message)} (SQLSTATE ${sqlState})`);
  }
}

/** `invalid input syntax for type uuid: "..."` and its like quote what was sent. */
function withoutValues(message: string): string {
  return message.replace(/: ".*$/s, '');
}

/** Whether `error` says that a row with the same key exists, by the constraint or unique index of that name. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  return error instanceof SqlError && error.sqlState === '23505' && error.constraint === constraint;
}

/** Serialisation failure, or chosen to end a deadlock: the transaction had no effect and may succeed if run again. */
export function isWorthRepeating(error: unknown): boolean {
  return error instanceof SqlError && (error.sqlState === '40001' || error.sqlState === '40P01');
}

/**
 * Conditions of the server or the way to it, not of the statement: class 08 connection, 53 resources, 57 operator
 * intervention (shutdown, statement timeout), lock and idle timeouts, and a read-only server after a fail-over.
 */
const UNAVAILABLE_STATE = /^(?:08|53|57)|^(?:55P03|25P03|25P04|25006)$/;
/** Messages of node-postgres that come without a code. */
const UNAVAILABLE_MESSAGE =
  /^(?:Connection terminated|Query read timeout|timeout e(?:xceeded|xpired)|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end)/;

/** What a failed statement, connection or commit is to those above: `err:platform:unavailable:database` or `SqlError`. */
export function databaseError(error: unknown): unknown {
  const cause = error instanceof QueryFailedError ? (error.driverError as unknown) : error;
  if (!(cause instanceof Error)) return error;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  if (isUnavailable(code, cause)) {
    return fault('err:platform:unavailable:database', {
      message: 'the database cannot be reached',
      detail: code === '' ? cause.message : `${cause.message} (${code})`,
      retryAfterMs: 1_000,
    });
  }
  if (!isSqlState(code)) return cause;
  const constraint = 'constraint' in cause && typeof cause.constraint === 'string' ? cause.constraint : undefined;
  return new SqlError(code, constraint, cause.message);
}

function isUnavailable(code: string, cause: Error): boolean {
  if (isSqlState(code)) return UNAVAILABLE_STATE.test(code);
  // TypeORM lets go of a connection that broke between two statements; nobody else releases it while a transaction is open.
  if (cause instanceof QueryRunnerAlreadyReleasedError) return true;
  return /^E[A-Z_]+$/.test(code) || UNAVAILABLE_MESSAGE.test(cause.message);
}

function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]{4}$/.test(code);
}
