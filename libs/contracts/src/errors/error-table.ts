import { authTokenErrors } from './auth-token.js';
import { cleanupErrors } from './cleanup.js';
import { commonErrors } from './common.js';
import { contentFilterErrors } from './content-filter.js';
import { deadLetterErrors } from './dead-letters.js';
import { type ErrorRow } from './error-row.js';
import { orderProcessingErrors } from './order-processing.js';
import { revocationErrors } from './revocation.js';
import { statusTable, type StatusCode } from './status.js';
import { webhookErrors } from './webhooks.js';

/** The one table of errors. A service adds its rows in a file beside this one. */
export const errorTable = {
  ...commonErrors,
  ...authTokenErrors,
  ...cleanupErrors,
  ...contentFilterErrors,
  ...deadLetterErrors,
  ...orderProcessingErrors,
  ...revocationErrors,
  ...webhookErrors,
} as const;

export type ErrorCode = keyof typeof errorTable;

const rows: Readonly<Record<string, ErrorRow>> = errorTable;

export interface ErrorFacts {
  readonly code: ErrorCode;
  readonly status: StatusCode;
  readonly httpStatus: number;
  readonly exitCode: number;
  readonly retryable: boolean;
  readonly title: string;
  /** URI reference of the page about this code, which the gateway serves: the `type` of a problem document. */
  readonly page: string;
}

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code);
}

/** Everything that a door needs to know about a code. A code that is not in the table is an unexpected error. */
export function errorFacts(code: string): ErrorFacts {
  const known = isErrorCode(code) ? code : 'err:platform:internal:unexpected';
  const row: ErrorRow = rows[known] ?? commonErrors['err:platform:internal:unexpected'];
  const byStatus = statusTable[row.status];
  return {
    code: known,
    status: row.status,
    httpStatus: row.http ?? byStatus.http,
    exitCode: row.exit ?? byStatus.exit,
    retryable: row.retryable ?? false,
    title: row.title,
    page: errorPage(known),
  };
}

/** `err:orders:conflict:stock` -> `/errors/orders/conflict/stock` */
export function errorPage(code: string): string {
  return `/errors/${code.split(':').slice(1).join('/')}`;
}
