import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type detectText, type Input, type Output } from '@strongroom/contracts';
import { Filter } from '@strongroom/filter';
import { filterContent } from '../content/filter-content.js';

@Injectable()
export class DetectText implements CarriesOut<typeof detectText> {
  constructor(@Inject(Filter) private readonly filter: Filter) {}

  execute({ score_min, ...content }: Input<typeof detectText>): Promise<Output<typeof detectText>> {
    const { entities } = filterContent(this.filter, content, { scoreMin: score_min, otherwise: 'flag' });
    return Promise.resolve({ entities: entities.map(({ action: _action, ...entity }) => entity) });
  }
}
