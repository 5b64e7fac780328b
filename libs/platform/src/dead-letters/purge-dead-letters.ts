import { Inject, Injectable } from '@nestjs/common';
import {
  type ActOnDeadLetters as Contract,
  type CallFacts,
  type CarriesOut,
  type Input,
  type Output,
} from '@strongroom/contracts';
import { ActOnDeadLetters } from './act-on-dead-letters.js';
import { VisibleLetters } from './visible-letters.js';

@Injectable()
export class PurgeDeadLetters implements CarriesOut<Contract> {
  constructor(
    @Inject(ActOnDeadLetters) private readonly acts: ActOnDeadLetters,
    @Inject(VisibleLetters) private readonly visible: VisibleLetters,
  ) {}

  execute(input: Input<Contract>, call: CallFacts): Promise<Output<Contract>> {
    return this.acts.execute(input, call, {
      action: 'dead-letter.purge',
      keeps: () => undefined,
      carryOut: async (ids) => {
        const purged = await this.visible.purge(ids);
        return { done: purged, kept: [], gone: ids.length - purged };
      },
    });
  }
}
