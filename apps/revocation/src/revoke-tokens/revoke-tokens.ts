import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type CarriesOut, type Input, type Output, type revokeTokens } from '@strongroom/contracts';
import { uuidv7 } from '@strongroom/kernel';
import { Transactions } from '@strongroom/persistence';
import { Announcement } from '../log/announcement.js';
import { type Committed, type Place } from '../log/place.js';
import { Sealing } from '../log/sealing.js';
import { RevokeTokensStore } from './revoke-tokens.store.js';

type Outcome = Output<typeof revokeTokens>['outcomes'][number];

interface Batch {
  readonly batchId: string;
  readonly committed: ReadonlyMap<string, Committed>;
  /** Tokens that this call revoked. */
  readonly fresh: ReadonlySet<string>;
}

/** Many tokens in one transaction, each of them once: what was revoked before keeps its place. */
@Injectable()
export class RevokeTokens implements CarriesOut<typeof revokeTokens> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(RevokeTokensStore) private readonly store: RevokeTokensStore,
    @Inject(Announcement) private readonly announcement: Announcement,
    @Inject(Sealing) private readonly sealing: Sealing,
  ) {}

  async execute(input: Input<typeof revokeTokens>, call: CallFacts): Promise<Output<typeof revokeTokens>> {
    const batch = await this.transactions.run(() => this.#record({ ...input, jtis: [...new Set(input.jtis)] }));
    const places = await this.#places([...batch.committed.values()], call);
    const outcomes = outcomesOf(input.jtis, batch, places);
    const seqs = outcomes.flatMap(({ seq }) => (seq === null ? [] : [seq]));
    return {
      batch_id: batch.fresh.size === 0 ? null : batch.batchId,
      status: seqs.length === outcomes.length ? 'sealed' : 'pending',
      seq: seqs.length === 0 ? null : seqs.reduce((last, seq) => Math.max(last, seq)),
      outcomes,
    };
  }

  async #record(input: Input<typeof revokeTokens>): Promise<Batch> {
    const batchId = uuidv7();
    const tokens = await this.store.record(batchId, input);
    if (tokens.length > 0) await this.announcement.ofBatch({ batchId, tokens, reason: input.reason });
    return { batchId, committed: await this.store.committed(input.jtis), fresh: new Set(tokens.map(({ jti }) => jti)) };
  }

  async #places(committed: readonly Committed[], call: CallFacts): Promise<ReadonlyMap<string, Place>> {
    const waiting = committed.filter(({ place }) => place === undefined).map(({ revocationId }) => revocationId);
    return waiting.length === 0 ? new Map<string, Place>() : this.sealing.placesOf(waiting, call);
  }
}

function outcomesOf(
  jtis: readonly string[],
  { committed, fresh }: Batch,
  places: ReadonlyMap<string, Place>,
): Outcome[] {
  const seen = new Set<string>();
  return jtis.map((jti) => {
    const found = committed.get(jti);
    if (found === undefined) throw new Error('a revocation that was in the way is not there');
    const isRepeated = seen.has(jti);
    seen.add(jti);
    return {
      jti,
      outcome: isRepeated ? 'repeated' : fresh.has(jti) ? 'revoked' : 'already_revoked',
      revocation_id: found.revocationId,
      seq: (found.place ?? places.get(found.revocationId))?.seq ?? null,
    };
  });
}
