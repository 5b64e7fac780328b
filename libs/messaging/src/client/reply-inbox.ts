import { type Redis } from 'ioredis';
import { CallError } from '../call-error.js';
import { decodeBody } from '../envelope/body.js';
import { type Envelope } from '../envelope/envelope.js';
import { type Seal } from '../envelope/seal.js';
import { BLOCK_MS, blockingRead } from '../redis/connection.js';
import { poppedFrames } from '../redis/popped-frames.js';
import { type Refusal } from '../refusal.js';
import { type Refusals } from '../refusals.js';
import { decodeFailure } from './reply-body.js';
import { type PendingCall } from './pending-call.js';

const MOST_AT_ONCE = 256;

/** Reads this process's own inbox and settles the calls that wait; what nobody waits for, or did not sign, is dropped. */
export class ReplyInbox {
  constructor(
    private readonly key: string,
    private readonly seal: Seal,
    private readonly pending: ReadonlyMap<string, PendingCall>,
    private readonly refusals: Refusals,
  ) {}

  async read(redis: Redis): Promise<void> {
    const popped = await blockingRead(redis, 'BLMPOP', [BLOCK_MS / 1000, 1, this.key, 'LEFT', 'COUNT', MOST_AT_ONCE]);
    for (const frame of poppedFrames(popped)) this.#receive(frame);
  }

  #receive(frame: Buffer): void {
    const reply = this.seal.read(frame, 'reply');
    if (typeof reply === 'string') {
      this.refusals.count(reply, 'reply inbox');
      return;
    }
    const call = this.pending.get(reply.about);
    // A reply that comes after its deadline is nobody's fault; without a caller nothing of it is worth checking.
    if (call === undefined) return;
    const refusal = call.about.service === reply.sender ? this.seal.refusalOf(reply, frame) : 'unexpected';
    if (refusal instanceof Promise)
      void refusal.then((known) => {
        this.#settle(call, reply, known);
      });
    else this.#settle(call, reply, refusal);
  }

  #settle(call: PendingCall, reply: Envelope, refusal: Refusal | undefined): void {
    if (refusal !== undefined) {
      this.refusals.count(refusal, 'reply inbox');
      return;
    }
    try {
      if (reply.status === 'OK') call.succeed(decodeBody(reply));
      else call.fail(decodeFailure(reply, reply.status));
    } catch (cause) {
      call.fail(new CallError({ status: 'INTERNAL', message: 'the answer cannot be read', cause }));
    }
  }
}
