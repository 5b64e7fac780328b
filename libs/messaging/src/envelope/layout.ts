import { type Envelope } from './envelope.js';

export const MAGIC = 0x5352;
export const VERSION = 1;

export const KIND_AT = 3;
export const PRIORITY_AT = 4;
export const STATUS_AT = 5;
export const ID_AT = 6;
export const ABOUT_AT = 22;
export const DEADLINE_AT = 38;
export const HEADER_BYTES = 44;
export const SIGNATURE_BYTES = 32;

/** A frame that is longer is refused by sender and receiver: one message must not fill a process's memory. */
export const FRAME_BYTES_MAX = 4 * 1024 * 1024;

type TextField = Exclude<
  keyof Envelope,
  'kind' | 'priority' | 'status' | 'id' | 'about' | 'deadlineMs' | 'metadata' | 'securityContext' | 'body'
>;

/** In the order of the wire; each after its length in bytes as an unsigned 16 bit number. */
export const shortFields = [
  'keyId',
  'sender',
  'audience',
  'pattern',
  'replyTo',
  'idempotencyKey',
  'traceparent',
  'contentType',
  'contentEncoding',
] as const satisfies readonly TextField[];

/** In the order of the wire, after the short ones; each, and then the body, after its length as an unsigned 32 bit number. */
export const longFields = ['metadata', 'securityContext'] as const;
