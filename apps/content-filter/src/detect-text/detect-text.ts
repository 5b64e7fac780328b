import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type CarriesOut, type detectText, type Input, type Output } from '@strongroom/contracts';
import { FilterPool } from '@strongroom/filter/worker';
import { filterContent } from '../content/filter-content.js';

@Injectable()
export class DetectText implements CarriesOut<typeof detectText> {
  constructor(@Inject(FilterPool) private readonly pool: FilterPool) {}

  async execute(
    { score_min, ...content }: Input<typeof detectText>,
    call: CallFacts,
  ): Promise<Output<typeof detectText>> {
    const policy = { scoreMin: score_min, otherwise: 'flag' } as const;
    const { entities } = await filterContent(this.pool, content, policy, call.signal);
    return { entities: entities.map(({ action: _action, ...entity }) => entity) };
  }
}
