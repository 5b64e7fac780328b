import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { fault } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { IdempotencyStore, type Claim } from './idempotency.store.js';

/** An order takes a few tenths of a second; a caller who has to wait longer had better come again. */
const PAUSES_MS = [25, 50, 100, 200, 400, 800];
const RETRY_AFTER_MS = 2_000;

/** Waits a little for the answer that the first request with the same key is about to get. */
@Injectable()
export class AnswerWait {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(IdempotencyStore) private readonly claims: IdempotencyStore,
  ) {}

  async wait(claim: Claim, signal: AbortSignal): Promise<string> {
    for (const pauseMs of PAUSES_MS) {
      if (signal.aborted) {
        break;
      }
      await pause(pauseMs);
      const kept = await this.transactions.run(() => this.claims.peek(claim));
      if (typeof kept?.answer === 'string') {
        return kept.answer;
      }
    }
    throw fault('err:orders:conflict:in-flight', {
      message: 'the first request with this idempotency key is still being carried out',
      retryAfterMs: RETRY_AFTER_MS,
    });
  }

  async kept(claim: Claim): Promise<string> {
    const kept = await this.transactions.run(() => this.claims.peek(claim));
    if (typeof kept?.answer !== 'string') {
      throw new Error('an order is final and has no answer');
    }
    return kept.answer;
  }
}
