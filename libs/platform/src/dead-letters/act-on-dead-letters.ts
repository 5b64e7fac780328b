import { Inject, Injectable } from '@nestjs/common';
import { AuditLog, type AuditDetails } from '@strongroom/audit';
import {
  type ActOnDeadLetters as Contract,
  type CallFacts,
  type Input,
  type Output,
  type ServiceName,
} from '@strongroom/contracts';
import { uuidv7 } from '@strongroom/kernel';
import { Transactions } from '@strongroom/persistence';
import { OWN_NAME } from '../doors/own-name.js';
import { VisibleLetters } from './visible-letters.js';

/** What is done with letters: what of it can be said before, and the doing. */
export interface Deed {
  readonly action: 'dead-letter.requeue' | 'dead-letter.purge';
  /** Why the letter has to stay where it is, if it has to. */
  readonly keeps: (letter: { readonly refusal: string | null }) => string | undefined;
  readonly carryOut: (ids: readonly string[]) => Promise<Done>;
}

export type Done = Pick<Output<Contract>, 'done' | 'kept' | 'gone'>;

interface Meant extends Pick<Output<Contract>, 'matched' | 'kept' | 'left' | 'next'> {
  readonly ids: readonly string[];
}

/** Finds out which letters are meant, and acts on them under two audit entries: that it begins, and how it ended. */
@Injectable()
export class ActOnDeadLetters {
  constructor(
    @Inject(OWN_NAME) private readonly self: ServiceName,
    @Inject(VisibleLetters) private readonly visible: VisibleLetters,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async execute(input: Input<Contract>, { signal }: CallFacts, deed: Deed): Promise<Output<Contract>> {
    const { ids, kept, ...counts } = await this.find(input, signal, deed);
    if (input.dry_run) return { ...counts, done: ids.length, kept: [...kept], gone: goneOf(input, counts) };
    const done = ids.length === 0 ? { done: 0, kept: [], gone: 0 } : await this.carryOut(ids, input, deed);
    return { ...counts, ...done, kept: [...kept, ...done.kept], gone: done.gone + goneOf(input, counts) };
  }

  private async find(input: Input<Contract>, signal: AbortSignal, deed: Deed): Promise<Meant> {
    const upTo = input.up_to ?? (await this.visible.newest());
    const [ids, kept]: [string[], Meant['kept'][number][]] = [[], []];
    let matched = 0;
    let last: string | undefined;
    for await (const letter of this.lettersMeant(input, upTo, signal)) {
      matched += 1;
      if (matched > input.limit) continue;
      last = letter.id;
      const why = deed.keeps(letter);
      if (why === undefined) ids.push(letter.id);
      else kept.push({ id: letter.id, why });
    }
    const left = Math.max(0, matched - input.limit);
    const next = left === 0 || last === undefined || upTo === undefined ? null : { after: last, up_to: upTo };
    return { ids, kept, matched, left, next };
  }

  private async *lettersMeant(
    { ids, after, ...filter }: Input<Contract>,
    upTo: string | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<{ readonly id: string; readonly refusal: string | null }> {
    if (ids === undefined) yield* this.visible.matching(filter, { after, upTo }, signal);
    for (const id of new Set(ids)) {
      const found = await this.visible.find(id);
      if (found !== undefined) yield found.summary;
    }
  }

  private async carryOut(ids: readonly string[], input: Input<Contract>, deed: Deed): Promise<Done> {
    const act = uuidv7();
    const { status = null, code = null, pattern = null, older_than_s: olderThanS = null } = input;
    const chosen = { by: waysOf(input), status, code, pattern, older_than_s: olderThanS };
    // Before the first letter moves: what cannot be put on record is not done.
    await this.record(`${deed.action}.begin`, act, 'succeeded', { ...chosen, count: ids.length, ids });
    try {
      const done = await deed.carryOut(ids);
      const { done: count, gone, kept } = done;
      await this.record(deed.action, act, 'succeeded', { done: count, gone, kept: kept.map(({ id }) => id) });
      return done;
    } catch (error) {
      // Some may have been acted on; those that were not are still there.
      await this.record(deed.action, act, 'failed', {});
      throw error;
    }
  }

  private record(action: string, act: string, outcome: 'succeeded' | 'failed', details: AuditDetails): Promise<void> {
    const target = { type: 'dead-letters', id: this.self };
    return this.transactions.run(() => this.audit.record({ action, target, outcome, details: { act, ...details } }));
  }
}

function waysOf({ ids, all }: Input<Contract>): 'ids' | 'all' | 'filter' {
  if (ids !== undefined) return 'ids';
  return all === undefined ? 'filter' : 'all';
}

/** Of those that were named, the ones that were not there. */
function goneOf({ ids }: Input<Contract>, { matched }: Pick<Meant, 'matched'>): number {
  return ids === undefined ? 0 : new Set(ids).size - matched;
}
