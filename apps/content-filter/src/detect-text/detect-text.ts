import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type CarriesOut, type detectText, type Input, type Output } from '@strongroom/contracts';
import { FilterPool } from '@strongroom/filter/worker';
import { findEntities } from '../content/find-entities.js';

@Injectable()
export class DetectText implements CarriesOut<typeof detectText> {
  constructor(@Inject(FilterPool) private readonly pool: FilterPool) {}

  async execute(
    { score_min, ...content }: Input<typeof detectText>,
    call: CallFacts,
  ): Promise<Output<typeof detectText>> {
    return { entities: [...(await findEntities(this.pool, content, score_min, call.signal))] };
  }
}
