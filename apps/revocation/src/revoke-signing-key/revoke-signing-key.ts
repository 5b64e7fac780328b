import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type CarriesOut, type Input, type Output, type revokeSigningKey } from '@strongroom/contracts';
import { everyTenant, inTenantOf } from '@strongroom/security-context';
import { CutOff } from '../cut-off/cut-off.js';

@Injectable()
export class RevokeSigningKey implements CarriesOut<typeof revokeSigningKey> {
  constructor(@Inject(CutOff) private readonly cutOff: CutOff) {}

  execute(input: Input<typeof revokeSigningKey>, call: CallFacts): Promise<Output<typeof revokeSigningKey>> {
    const { kid: target, reason, note, metadata } = input;
    return inTenantOf(everyTenant, () =>
      this.cutOff.make({ scope: 'signing_key', target, reason, note, metadata }, call),
    );
  }
}
