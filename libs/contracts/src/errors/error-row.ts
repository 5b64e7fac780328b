import { type StatusCode } from './status.js';

/** One error of the product: what it is called, what a client does with it, and its page in the handbook. */
export interface ErrorRow {
  readonly status: StatusCode;
  /** Where HTTP wants a finer answer than the status gives. */
  readonly http?: number;
  /** Where the CLI's fixed exit codes want a finer answer than the status gives. */
  readonly exit?: number;
  /** The same call may succeed later, unchanged. */
  readonly retryable?: true;
  readonly title: string;
  readonly happened: string;
  readonly fix: string;
}
