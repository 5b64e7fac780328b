import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type CarriesOut, type Input, type Output, type revokeSubject } from '@strongroom/contracts';
import { CutOff } from '../cut-off/cut-off.js';

@Injectable()
export class RevokeSubject implements CarriesOut<typeof revokeSubject> {
  constructor(@Inject(CutOff) private readonly cutOff: CutOff) {}

  execute(input: Input<typeof revokeSubject>, call: CallFacts): Promise<Output<typeof revokeSubject>> {
    const { subject: target, reason, note, metadata } = input;
    return this.cutOff.make({ scope: 'subject', target, reason, note, metadata }, call);
  }
}
