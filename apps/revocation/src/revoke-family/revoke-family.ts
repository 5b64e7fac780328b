import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type CarriesOut, type Input, type Output, type revokeFamily } from '@strongroom/contracts';
import { CutOff } from '../cut-off/cut-off.js';

@Injectable()
export class RevokeFamily implements CarriesOut<typeof revokeFamily> {
  constructor(@Inject(CutOff) private readonly cutOff: CutOff) {}

  execute(input: Input<typeof revokeFamily>, call: CallFacts): Promise<Output<typeof revokeFamily>> {
    const { family: target, reason, note, metadata } = input;
    return this.cutOff.make({ scope: 'family', target, reason, note, metadata }, call);
  }
}
