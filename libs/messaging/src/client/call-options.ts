import { type Metadata } from '../envelope/metadata.js';
import { type Priority } from '../envelope/envelope.js';

export interface CallOptions {
  /** Longest wait from now. */
  readonly deadlineMs?: number | undefined;
  /** Instead: the moment until which to wait, Unix milliseconds. */
  readonly deadline?: number | undefined;
  /** Aborting it ends the call with CANCELLED and aborts the handler's signal, wherever it runs. */
  readonly signal?: AbortSignal | undefined;
  readonly priority?: keyof typeof priorityNumbers | undefined;
  /** Names the attempt: the same key twice has one effect, so a call whose outcome is unknown may be sent again. */
  readonly idempotencyKey?: string | undefined;
  /** Signed with the message; the transport does not look inside. */
  readonly securityContext?: string | undefined;
  /** W3C Trace Context; by default that of the call being handled. */
  readonly traceparent?: string | undefined;
  readonly metadata?: Metadata | undefined;
}

export const priorityNumbers = { urgent: 0, normal: 1, low: 2 } as const satisfies Record<string, Priority>;
