import { type StatusCode } from '../status.js';

/** One end of a message, while it is under way. */
export interface MessagingSpan {
  /** What the message carries and calls made inside inherit: W3C Trace Context. */
  readonly traceparent: string;
  /** Runs `work` so that whatever it does is part of this span. */
  run<T>(work: () => T): T;
  end(status: StatusCode): void;
}

interface Sent {
  readonly pattern: string;
  /** What the caller named as the parent. */
  readonly traceparent?: string | undefined;
  /** What is inherited from the call being handled, where nothing nearer is known. */
  readonly inherited?: string | undefined;
}

interface Received {
  /** `_OTHER` for a pattern without a handler: what a caller makes up must not become a name. */
  readonly pattern: string;
  /** As the sender signed it, if it is valid. */
  readonly traceparent: string | undefined;
}

/**
 * What the transport asks of a tracing library. `@strongroom/messaging/opentelemetry` has it for OpenTelemetry; without
 * one nothing is asked and nothing allocated. Its methods must not throw.
 */
export interface MessagingTracer {
  /** This process calls `service`. */
  call(about: Sent & { readonly service: string }): MessagingSpan;
  /** This process carries out a call. */
  serve(about: Received): MessagingSpan;
  /** This process publishes an event for `consumer`. */
  publish(about: Sent & { readonly consumer: string; readonly id: string }): MessagingSpan;
  /** This process, as a replica of `consumer`, handles an event. */
  process(about: Received & { readonly consumer: string; readonly id: string }): MessagingSpan;
}

export const NO_HANDLER = '_OTHER';
