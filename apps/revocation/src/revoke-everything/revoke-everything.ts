import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type CarriesOut, type Input, type Output, type revokeEverything } from '@strongroom/contracts';
import { everyTenant, inTenantOf } from '@strongroom/security-context';
import { CutOff } from '../cut-off/cut-off.js';

@Injectable()
export class RevokeEverything implements CarriesOut<typeof revokeEverything> {
  constructor(@Inject(CutOff) private readonly cutOff: CutOff) {}

  execute(input: Input<typeof revokeEverything>, call: CallFacts): Promise<Output<typeof revokeEverything>> {
    const { reason, note, metadata } = input;
    return inTenantOf(everyTenant, () =>
      this.cutOff.make({ scope: 'global', target: '', reason, note, metadata }, call),
    );
  }
}
