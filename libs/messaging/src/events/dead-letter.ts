import { decodeBody } from '../envelope/body.js';
import { type Envelope } from '../envelope/envelope.js';
import { type Seal } from '../envelope/seal.js';
import { type Refusal } from '../refusal.js';
import { fieldsOf, FRAME_FIELD, publishedMs } from './stream-entry.js';

/** An event that no attempt brought to a good end. */
export interface DeadLetter {
  /** Its place among the dead letters; they are in the order in which they were buried. */
  readonly id: string;
  /** Unix milliseconds, by the clock of Redis. */
  readonly buriedMs: number;
  /** Unix milliseconds; undefined where the letter does not say. */
  readonly publishedMs: number | undefined;
  /** Why it was buried: what the last attempt failed with. */
  readonly status: string;
  readonly code: string | undefined;
  readonly message: string;
  readonly attempts: number;
  /** The event, or why it would be refused if it came now. Only an event that is not refused can be put back. */
  readonly event: DeadEvent | Refusal;
}

/** What its publisher signed. */
export interface DeadEvent {
  readonly id: string;
  readonly pattern: string;
  readonly sender: string;
  readonly traceparent: string;
  /** @throws {CallError} INVALID_ARGUMENT if it is no JSON */
  readonly body: () => unknown;
}

/** Reads what an entry of the dead letters holds, and whether its signature is good by the keys of today. Never throws. */
export async function openLetter(id: string, entryFields: unknown, seal: Seal): Promise<DeadLetter> {
  const fields = fieldsOf(entryFields);
  const text = (name: string): string => fields.get(name)?.toString() ?? '';
  const opened = await seal.open(fields.get(FRAME_FIELD) ?? Buffer.alloc(0), 'event');
  const published = publishedMs(text('entry'));
  return {
    id,
    buriedMs: publishedMs(id),
    publishedMs: Number.isNaN(published) ? undefined : published,
    status: text('status'),
    code: text('code') || undefined,
    message: text('message'),
    attempts: Number(text('attempts')),
    event: typeof opened === 'string' ? opened : signedIn(opened),
  };
}

function signedIn(envelope: Envelope): DeadEvent {
  const { id, pattern, sender, traceparent } = envelope;
  return { id, pattern, sender, traceparent, body: () => decodeBody(envelope) };
}
