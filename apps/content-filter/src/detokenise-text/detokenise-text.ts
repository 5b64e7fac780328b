import { Inject, Injectable } from '@nestjs/common';
import { AuditLog, type AuditDetails } from '@strongroom/audit';
import {
  type CallFacts,
  type CarriesOut,
  type DetokenisePurpose,
  type detokeniseText,
  fault,
  type Input,
  type JsonValue,
  type Output,
} from '@strongroom/contracts';
import { type Restored } from '@strongroom/filter';
import { FilterPool } from '@strongroom/filter/worker';
import { Transactions } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { requireAnswerFits } from '../content/answer-size.js';
import { faultOf } from '../content/filter-content.js';
import { DetokenisePurposeStore } from '../pseudonyms/detokenise-purpose.store.js';
import { PseudonymKeys } from '../pseudonyms/pseudonym-keys.js';

@Injectable()
export class DetokeniseText implements CarriesOut<typeof detokeniseText> {
  constructor(
    @Inject(FilterPool) private readonly pool: FilterPool,
    @Inject(PseudonymKeys) private readonly keys: PseudonymKeys,
    @Inject(DetokenisePurposeStore) private readonly purposes: DetokenisePurposeStore,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async execute(
    { text, json, purpose: name }: Input<typeof detokeniseText>,
    call: CallFacts,
  ): Promise<Output<typeof detokeniseText>> {
    const purpose = await this.transactions.run(() => this.purposes.find(name));
    if (!purpose || !isNamedIn(purpose)) {
      await this.record(call, 'denied', { purpose: name });
      throw fault('err:filter:denied:purpose', {
        message: `/purpose: ${name} is no purpose that this caller may name`,
      });
    }
    const { output, restored, withheld } = await this.restore(text ?? json ?? null, purpose, call);
    // What was a JSON number and stands in a text is text.
    const inForm = text !== undefined && typeof output === 'number' ? String(output) : output;
    const answer = requireAnswerFits({ output: inForm, restored, withheld });
    // Committed before the answer leaves: there are no values out there that no entry speaks of.
    await this.record(call, 'succeeded', { purpose: name, restored: facts(restored), withheld: facts(withheld) });
    return answer;
  }

  private async restore(content: JsonValue, { types }: DetokenisePurpose, call: CallFacts): Promise<Restored> {
    const keys = await this.keys.toRestore();
    if (!keys) return { output: content, restored: {}, withheld: {} };
    return this.pool.restore(content, { keys, types, signal: call.signal }).catch((error: unknown) => {
      throw faultOf(error);
    });
  }

  private record({ id }: CallFacts, outcome: 'succeeded' | 'denied', details: AuditDetails): Promise<void> {
    const target = { type: 'content', id };
    return this.transactions.run(() => this.audit.record({ action: 'content.detokenise', target, outcome, details }));
  }
}

function isNamedIn({ actors }: DetokenisePurpose): boolean {
  const { actor } = currentContext();
  return actors.some(({ type, id }) => type === actor.type && id === actor.id);
}

/** `CREDIT_CARD: 2` */
function facts(counts: Restored['restored']): readonly string[] {
  return Object.entries(counts).map(([type, count]) => `${type}: ${count}`);
}
