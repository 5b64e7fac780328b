import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type CarriesOut, type Input, type Output, type revokeTenant } from '@strongroom/contracts';
import { inTenantOf } from '@strongroom/security-context';
import { CutOff } from '../cut-off/cut-off.js';

@Injectable()
export class RevokeTenant implements CarriesOut<typeof revokeTenant> {
  constructor(@Inject(CutOff) private readonly cutOff: CutOff) {}

  execute(input: Input<typeof revokeTenant>, call: CallFacts): Promise<Output<typeof revokeTenant>> {
    const { tenant: target, reason, note, metadata } = input;
    return inTenantOf(target, () => this.cutOff.make({ scope: 'tenant', target, reason, note, metadata }, call));
  }
}
