import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type CarriesOut, type findEndings, type Input, type Output } from '@strongroom/contracts';
import { Endings } from '../endings/endings.js';

@Injectable()
export class FindEndings implements CarriesOut<typeof findEndings> {
  constructor(@Inject(Endings) private readonly endings: Endings) {}

  async execute({ tokens }: Input<typeof findEndings>, call: CallFacts): Promise<Output<typeof findEndings>> {
    const found = await this.endings.of(tokens, 1, call);
    return {
      endings: found.map(({ jti, status, coveredBy: [first = null], issued }) => ({
        ...{ jti, status, ended_by: first, expires_at: issued?.expires_at ?? null },
      })),
    };
  }
}
