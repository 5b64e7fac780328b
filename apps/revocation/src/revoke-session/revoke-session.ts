import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type CarriesOut, type Input, type Output, type revokeSession } from '@strongroom/contracts';
import { CutOff } from '../cut-off/cut-off.js';

@Injectable()
export class RevokeSession implements CarriesOut<typeof revokeSession> {
  constructor(@Inject(CutOff) private readonly cutOff: CutOff) {}

  execute(input: Input<typeof revokeSession>, call: CallFacts): Promise<Output<typeof revokeSession>> {
    const { session: target, reason, note, metadata } = input;
    return this.cutOff.make({ scope: 'session', target, reason, note, metadata }, call);
  }
}
