import { type PairKey, type PairKeys } from '../keys/pair-keys.js';
import { type Refusal } from '../refusal.js';
import { decodeEnvelope } from './decode.js';
import { encodeEnvelope } from './encode.js';
import { type Envelope, type Kind, NIL_ID } from './envelope.js';
import { isSignedBy, signFrame } from './signature.js';

/** What a sender says; what it leaves out is empty. */
export type Draft = Pick<Envelope, 'kind' | 'audience' | 'id'> & Partial<Omit<Envelope, 'keyId' | 'sender'>>;

const NO_BODY = Buffer.alloc(0);

/**
 * Signs and checks in the name of one service. What its keys are at hand for is done at once, without a promise: a batch of
 * 64 frames would otherwise make hundreds.
 */
export class Seal {
  constructor(
    readonly self: string,
    private readonly keys: PairKeys,
  ) {}

  /** Throws `RangeError` if the message is too long, and what `PairKeys.current` throws. */
  close(draft: Draft): Buffer | Promise<Buffer> {
    const found = this.keys.current(draft.audience);
    return found instanceof Promise ? found.then((key) => this.#sign(draft, key)) : this.#sign(draft, found);
  }

  /** The envelope in `frame` if a service that we share a key with signed it, for us, as one of that kind. Never throws. */
  open(frame: Buffer, kind: Kind): Envelope | Refusal | Promise<Envelope | Refusal> {
    const envelope = this.read(frame, kind);
    if (typeof envelope === 'string') return envelope;
    const refusal = this.refusalOf(envelope, frame);
    return refusal instanceof Promise ? refusal.then((known) => known ?? envelope) : (refusal ?? envelope);
  }

  /** What `frame` claims to be, before its signature is checked by `refusalOf`. Never throws. */
  read(frame: Buffer, kind: Kind): Envelope | Refusal {
    const envelope = decodeEnvelope(frame);
    if (typeof envelope === 'string') return envelope;
    if (envelope.kind !== kind) return 'unexpected';
    return envelope.audience === this.self ? envelope : 'audience';
  }

  /** Never throws and never rejects. */
  refusalOf({ sender, keyId }: Envelope, frame: Buffer): Refusal | undefined | Promise<Refusal | undefined> {
    try {
      const found = this.keys.byId(sender, keyId);
      if (!(found instanceof Promise)) return refusalUnder(found, frame);
      return found.then((key) => refusalUnder(key, frame)).catch(() => 'key-lookup' as const);
    } catch {
      return 'key-lookup';
    }
  }

  #sign(draft: Draft, { keyId, key }: PairKey): Buffer {
    const frame = encodeEnvelope(this.#envelope(draft, keyId));
    signFrame(frame, key);
    return frame;
  }

  #envelope(draft: Draft, keyId: string): Envelope {
    return {
      kind: draft.kind,
      priority: draft.priority ?? 1,
      status: draft.status ?? 'OK',
      id: draft.id,
      about: draft.about ?? NIL_ID,
      deadlineMs: draft.deadlineMs ?? 0,
      keyId,
      sender: this.self,
      audience: draft.audience,
      pattern: draft.pattern ?? '',
      replyTo: draft.replyTo ?? '',
      idempotencyKey: draft.idempotencyKey ?? '',
      traceparent: draft.traceparent ?? '',
      contentType: draft.contentType ?? '',
      contentEncoding: draft.contentEncoding ?? '',
      metadata: draft.metadata ?? '',
      securityContext: draft.securityContext ?? '',
      body: draft.body ?? NO_BODY,
    };
  }
}

function refusalUnder(found: PairKey | undefined, frame: Buffer): Refusal | undefined {
  if (found === undefined) return 'key';
  return isSignedBy(frame, found.key) ? undefined : 'signature';
}
