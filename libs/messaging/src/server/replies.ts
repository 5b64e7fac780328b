import { type LoggerService } from '@nestjs/common';
import { type Redis } from 'ioredis';
import { type CallErrorShape } from '../call-error.js';
import { encodeFailure } from '../client/reply-body.js';
import { type Envelope } from '../envelope/envelope.js';
import { type Draft, type Seal } from '../envelope/seal.js';
import { Coalescer } from '../redis/coalescer.js';
import { type KeyNames } from '../redis/key-names.js';

/** An inbox that nobody reads any more is forgotten after this. */
const INBOX_KEPT_MS = 60_000;
const TOO_LONG: CallErrorShape = { status: 'INTERNAL', message: 'the answer is too long to be sent', retryable: false };

export type Answer = Pick<Envelope, 'contentType' | 'body'> & Pick<Draft, 'status'>;

interface Reply {
  readonly inbox: string;
  readonly frame: Buffer;
  readonly sent: () => void;
}

/** Sends replies: all that one turn of the event loop makes in one pipeline, one command an inbox. */
export class Replies {
  readonly #coalescer = new Coalescer<Reply>((replies) => void this.#handOver(replies));

  constructor(
    private readonly redis: Redis,
    private readonly names: KeyNames,
    private readonly seal: Seal,
    private readonly logger: Pick<LoggerService, 'error'>,
  ) {}

  /** Resolves when Redis has the reply, or it is known that it cannot be sent. Never rejects. */
  async send(request: Envelope, answer: Answer): Promise<void> {
    try {
      const closed = this.#frame(request, answer);
      const frame = closed instanceof Promise ? await closed : closed;
      const inbox = this.names.replies(request.sender, request.replyTo);
      await new Promise<void>((sent) => {
        this.#coalescer.add({ inbox, frame, sent });
      });
    } catch (error) {
      this.logger.error(`a reply to ${request.sender} could not be signed: ${String(error)}`);
    }
  }

  #frame({ sender: audience, id, deadlineMs }: Envelope, answer: Answer): Buffer | Promise<Buffer> {
    const close = ({ status = 'OK', contentType, body }: Answer): Buffer | Promise<Buffer> =>
      this.seal.close({ kind: 'reply', id, about: id, audience, deadlineMs, status, contentType, body });
    const closeShorter = (error: unknown): Buffer | Promise<Buffer> => {
      if (!(error instanceof RangeError)) throw error;
      return close(encodeFailure(TOO_LONG));
    };
    try {
      const frame = close(answer);
      return frame instanceof Promise ? frame.catch(closeShorter) : frame;
    } catch (error) {
      return closeShorter(error);
    }
  }

  async #handOver(replies: readonly Reply[]): Promise<void> {
    const pipeline = this.redis.pipeline();
    for (const [inbox, batch] of Map.groupBy(replies, (reply) => reply.inbox)) {
      pipeline.rpush(inbox, ...batch.map(({ frame }) => frame));
      pipeline.pexpire(inbox, INBOX_KEPT_MS);
    }
    try {
      const results = (await pipeline.exec()) ?? [];
      for (const [error] of results) if (error !== null) throw error;
    } catch (error) {
      this.logger.error(`${replies.length} replies could not be sent: ${String(error)}`);
    } finally {
      for (const { sent } of replies) sent();
    }
  }
}
