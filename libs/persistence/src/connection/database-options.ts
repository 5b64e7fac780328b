import { type DataSourceOptions } from 'typeorm';
import { rowTypes } from './row-types.js';

export interface DatabaseLimits {
  readonly poolMax: number;
  readonly connectTimeoutMs: number;
  /** The server cancels a statement after this; it also bounds the wait for a row lock inside one. */
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
  readonly idleInTransactionTimeoutMs: number;
}

export interface DatabaseTerms {
  readonly url: string;
  /** Takes the place of what the URL says: a service's login comes from the secret store. */
  readonly login?: { readonly username: string; readonly password: string };
  /** Role to act as from the first statement on, where the login may take several (the test harness does). */
  readonly role?: string;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  readonly entities?: DataSourceOptions['entities'];
  readonly migrations?: DataSourceOptions['migrations'];
  readonly limits?: Partial<DatabaseLimits>;
  /** An idle connection of the pool broke. The pool replaces it; without a listener the process would end. */
  readonly onIdleConnectionLost?: (error: unknown) => void;
}

const DEFAULT_LIMITS: DatabaseLimits = {
  poolMax: 10,
  connectTimeoutMs: 5_000,
  statementTimeoutMs: 10_000,
  lockTimeoutMs: 5_000,
  idleInTransactionTimeoutMs: 15_000,
};

/** A server that hangs never answers its own statement timeout; then the client gives up this much later. */
const CLIENT_GRACE_MS = 2_000;

/** Options of a TypeORM data source on which nothing can wait for ever: `new DataSource(databaseOptions({ ... }))`. */
export function databaseOptions(terms: DatabaseTerms): DataSourceOptions {
  const limits = { ...DEFAULT_LIMITS, ...terms.limits };
  return {
    type: 'postgres',
    url: databaseUrl(terms),
    // A user named as one of our schemas would else have that one searched first.
    schema: 'public',
    applicationName: terms.applicationName,
    synchronize: false,
    migrationsRun: false,
    migrationsTableName: 'strongroom_migration',
    migrationsTransactionMode: 'each',
    installExtensions: false,
    logging: false,
    poolSize: limits.poolMax,
    connectTimeoutMS: limits.connectTimeoutMs,
    poolErrorHandler: terms.onIdleConnectionLost ?? ignore,
    ...(terms.entities === undefined ? {} : { entities: terms.entities }),
    ...(terms.migrations === undefined ? {} : { migrations: terms.migrations }),
    extra: {
      types: rowTypes,
      keepAlive: true,
      query_timeout: limits.statementTimeoutMs + CLIENT_GRACE_MS,
      statement_timeout: limits.statementTimeoutMs,
      lock_timeout: limits.lockTimeoutMs,
      idle_in_transaction_session_timeout: limits.idleInTransactionTimeoutMs,
      options: startupOptions(terms.role),
    },
  };
}

/** The URL with the login in it: node-postgres lets the URL win over options of the same meaning. */
export function databaseUrl(terms: Pick<DatabaseTerms, 'url' | 'login'>): string {
  if (terms.login === undefined) return terms.url;
  const url = new URL(terms.url);
  url.username = encodeURIComponent(terms.login.username);
  url.password = encodeURIComponent(terms.login.password);
  return url.href;
}

export function startupOptions(role: string | undefined): string {
  return role === undefined ? '-c timezone=UTC' : `-c timezone=UTC -c role=${role}`;
}

function ignore(): void {
  // The next query takes a fresh connection and reports what is wrong, if it still is.
}
