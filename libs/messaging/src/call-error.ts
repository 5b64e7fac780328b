import { RpcException } from '@nestjs/microservices';
import { type FailureStatus } from './status.js';

/** What a caller may know of a failure; it travels in the reply. */
export interface CallErrorShape {
  readonly status: FailureStatus;
  /** The service's own name for the failure, such as `err:orders:conflict:stock`. */
  readonly code?: string | undefined;
  /** Public: names the field or the rule, never internals. */
  readonly message: string;
  readonly fields?: readonly { readonly pointer: string; readonly rule: string }[] | undefined;
  /** Whether the same call may be sent again as it is. */
  readonly retryable: boolean;
  readonly retryAfterMs?: number | undefined;
}

/**
 * The failure of a call, on both ends: a handler throws it to answer with that status, a caller catches it.
 * It is an `RpcException`, so NestJS hands it to the transport as it is.
 */
export class CallError extends RpcException {
  override readonly name = 'CallError';
  readonly status: FailureStatus;
  readonly code: string | undefined;
  readonly fields: readonly { readonly pointer: string; readonly rule: string }[];
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(about: Omit<CallErrorShape, 'retryable'> & { readonly retryable?: boolean; readonly cause?: unknown }) {
    super(about.message);
    this.status = about.status;
    this.code = about.code;
    this.fields = about.fields ?? [];
    this.retryable = about.retryable ?? RETRYABLE.has(about.status);
    this.retryAfterMs = about.retryAfterMs;
    if (about.cause !== undefined) this.cause = about.cause;
  }

  override getError(): this {
    return this;
  }
}

/** Failures of a moment: the request was not carried out, and may be when it is sent again. */
const RETRYABLE: ReadonlySet<FailureStatus> = new Set(['UNAVAILABLE', 'RESOURCE_EXHAUSTED', 'ABORTED']);

/** How a server turns what a handler threw into what the caller may know. */
export type ToCallError = (error: unknown) => CallErrorShape;

/** NestJS throws this text when a guard says no; anything else that is not a `CallError` is nobody's business. */
const FORBIDDEN = 'Forbidden resource';

/** A `CallError` as it is, a guard's refusal as PERMISSION_DENIED, all else as INTERNAL without detail. */
export const toCallErrorByDefault: ToCallError = (error) => {
  if (error instanceof CallError) return error;
  if (error instanceof Object && 'message' in error && error.message === FORBIDDEN)
    return { status: 'PERMISSION_DENIED', message: 'not allowed', retryable: false };
  return { status: 'INTERNAL', message: 'internal error', retryable: false };
};
