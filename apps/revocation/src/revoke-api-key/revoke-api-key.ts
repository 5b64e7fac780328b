import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type CarriesOut, type Input, type Output, type revokeApiKey } from '@strongroom/contracts';
import { CutOff } from '../cut-off/cut-off.js';

@Injectable()
export class RevokeApiKey implements CarriesOut<typeof revokeApiKey> {
  constructor(@Inject(CutOff) private readonly cutOff: CutOff) {}

  execute(input: Input<typeof revokeApiKey>, call: CallFacts): Promise<Output<typeof revokeApiKey>> {
    const { api_key_id: target, reason, note, metadata } = input;
    return this.cutOff.make({ scope: 'key', target, reason, note, metadata }, call);
  }
}
