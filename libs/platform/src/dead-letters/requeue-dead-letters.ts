import { Inject, Injectable } from '@nestjs/common';
import {
  type ActOnDeadLetters as Contract,
  type CallFacts,
  type CarriesOut,
  type Input,
  type Output,
} from '@strongroom/contracts';
import { ActOnDeadLetters, type Done } from './act-on-dead-letters.js';
import { VisibleLetters } from './visible-letters.js';

@Injectable()
export class RequeueDeadLetters implements CarriesOut<Contract> {
  constructor(
    @Inject(ActOnDeadLetters) private readonly acts: ActOnDeadLetters,
    @Inject(VisibleLetters) private readonly visible: VisibleLetters,
  ) {}

  execute(input: Input<Contract>, call: CallFacts): Promise<Output<Contract>> {
    return this.acts.execute(input, call, {
      action: 'dead-letter.requeue',
      keeps: ({ refusal }) => (refusal === null ? undefined : refused(refusal)),
      carryOut: (ids) => this.requeue(ids),
    });
  }

  private async requeue(ids: readonly string[]): Promise<Done> {
    const { moved, refused: late, full, gone } = await this.visible.requeue(ids);
    const kept = [
      ...late.map(({ id, refusal }) => ({ id, why: refused(refusal) })),
      ...full.map((id) => ({ id, why: 'the service has too many events waiting' })),
    ];
    return { done: moved.length, kept, gone: gone.length };
  }
}

function refused(refusal: string): string {
  return `the service would refuse it: ${refusal}`;
}
