import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type CarriesOut, type Input, type Output, type revokeClient } from '@strongroom/contracts';
import { CutOff } from '../cut-off/cut-off.js';

@Injectable()
export class RevokeClient implements CarriesOut<typeof revokeClient> {
  constructor(@Inject(CutOff) private readonly cutOff: CutOff) {}

  execute(input: Input<typeof revokeClient>, call: CallFacts): Promise<Output<typeof revokeClient>> {
    const { client_id: target, reason, note, metadata } = input;
    return this.cutOff.make({ scope: 'client', target, reason, note, metadata }, call);
  }
}
