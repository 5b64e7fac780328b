import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type CarriesOut, type Input, type Output, type revokeEverything } from '@strongroom/contracts';
import { CutOff } from '../cut-off/cut-off.js';
import { EVERY_TENANT, inTenantOf } from '../log/every-tenant.js';

@Injectable()
export class RevokeEverything implements CarriesOut<typeof revokeEverything> {
  constructor(@Inject(CutOff) private readonly cutOff: CutOff) {}

  execute(input: Input<typeof revokeEverything>, call: CallFacts): Promise<Output<typeof revokeEverything>> {
    const { reason, note, metadata } = input;
    return inTenantOf(EVERY_TENANT, () =>
      this.cutOff.make({ scope: 'global', target: '', reason, note, metadata }, call),
    );
  }
}
