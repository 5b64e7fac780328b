import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type CarriesOut, type Input, type Output, type revokeService } from '@strongroom/contracts';
import { CutOff } from '../cut-off/cut-off.js';

@Injectable()
export class RevokeService implements CarriesOut<typeof revokeService> {
  constructor(@Inject(CutOff) private readonly cutOff: CutOff) {}

  execute(input: Input<typeof revokeService>, call: CallFacts): Promise<Output<typeof revokeService>> {
    const { service: target, reason, note, metadata } = input;
    return this.cutOff.make({ scope: 'service', target, reason, note, metadata }, call);
  }
}
