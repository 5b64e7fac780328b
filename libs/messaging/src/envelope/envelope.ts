import { type StatusCode } from '../status.js';

/** docs/envelope.md describes each field, its place and its size. */
export interface Envelope {
  readonly kind: Kind;
  readonly priority: Priority;
  /** OK in all but replies. */
  readonly status: StatusCode;
  /** UUIDv7. */
  readonly id: string;
  /** In a reply and a cancel: the id of the request meant. Elsewhere the nil UUID. */
  readonly about: string;
  /** Unix milliseconds; 0 in events, which wait as long as it takes. */
  readonly deadlineMs: number;
  readonly keyId: string;
  readonly sender: string;
  readonly audience: string;
  readonly pattern: string;
  /** Instance of the sender that waits for the reply. */
  readonly replyTo: string;
  readonly idempotencyKey: string;
  readonly traceparent: string;
  readonly contentType: string;
  readonly contentEncoding: string;
  /** A JSON object of strings, or empty. */
  readonly metadata: string;
  /** Opaque to the transport. */
  readonly securityContext: string;
  readonly body: Buffer;
}

/** 5 is a broadcast, which is no envelope (docs/broadcast.md). */
export const kindNumbers = { request: 1, reply: 2, event: 3, cancel: 4 } as const;
export type Kind = keyof typeof kindNumbers;

/** 0 is taken first. */
export type Priority = 0 | 1 | 2;
export const priorities: readonly Priority[] = [0, 1, 2];

export const NIL_ID = '00000000-0000-0000-0000-000000000000';
