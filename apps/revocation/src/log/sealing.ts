import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type Output, type revokeToken } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { LogTail } from './log-tail.js';
import { type Committed, type Place } from './place.js';
import { SealingStore } from './sealing.store.js';

type RevocationOutcome = Output<typeof revokeToken>;

/** Left of the caller's time for the answer to reach it. */
const ANSWER_MS = 250;
const WAIT_MS_MAX = 2_000;

/** Waits until a committed revocation has its place, so that "sealed" is said only of what is, and "pending" of the rest. */
@Injectable()
export class Sealing {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(SealingStore) private readonly store: SealingStore,
    @Inject(LogTail) private readonly tail: LogTail,
  ) {}

  /** Call it outside the transaction that recorded the revocation: what is not committed is never sealed. */
  async outcomeOf({ revocationId, place }: Committed, call: CallFacts): Promise<RevocationOutcome> {
    const sealed = place ?? (await this.#sealed(revocationId, call));
    if (sealed === undefined) return { status: 'pending', revocation_id: revocationId };
    const { seq, sealedAt } = sealed;
    return { status: 'sealed', revocation_id: revocationId, seq, sealed_at: sealedAt.toISOString() };
  }

  /** The same for revocations that were recorded together: the places of those that have one when all have, or time is up. */
  async placesOf(revocationIds: readonly string[], call: CallFacts): Promise<ReadonlyMap<string, Place>> {
    await this.tail.until(() => revocationIds.every((id) => this.tail.entryOf(id) !== undefined), limitOf(call));
    return this.transactions.run(() => this.store.placesOf(revocationIds));
  }

  async #sealed(revocationId: string, call: CallFacts): Promise<Place | undefined> {
    await this.tail.until(() => this.tail.entryOf(revocationId) !== undefined, limitOf(call));
    return this.tail.entryOf(revocationId) ?? this.transactions.run(() => this.store.placeOf(revocationId));
  }
}

function limitOf({ deadlineMs, signal }: CallFacts): AbortSignal {
  const waitMs = Math.min(WAIT_MS_MAX, deadlineMs - Date.now() - ANSWER_MS);
  return AbortSignal.any([signal, AbortSignal.timeout(Math.max(0, waitMs))]);
}
