export interface DomainErrorDetail {
  /** What the caller may read: names the field or the rule, never internals. */
  readonly message: string;
  /** For logs only; never leaves the service. */
  readonly detail?: string;
  /** Which fields of the input are wrong and by which rule, as JSON Pointer (RFC 6901) and a sentence. */
  readonly fields?: readonly { readonly pointer: string; readonly rule: string }[];
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/**
 * An error that is part of the product. `code` is a row of the error table in `@strongroom/contracts`
 * (`err:<system>:<category>:<specific>`), which knows its status, its doc page and whether to try again.
 */
export class DomainError<Code extends string = string> extends Error {
  override readonly name = 'DomainError';
  readonly detail: string | undefined;
  readonly fields: readonly { readonly pointer: string; readonly rule: string }[];
  readonly retryAfterMs: number | undefined;

  constructor(
    readonly code: Code,
    about: DomainErrorDetail,
  ) {
    super(about.message, about.cause === undefined ? undefined : { cause: about.cause });
    this.detail = about.detail;
    this.fields = about.fields ?? [];
    this.retryAfterMs = about.retryAfterMs;
  }
}
