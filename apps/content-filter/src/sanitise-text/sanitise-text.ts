import { Injectable } from '@nestjs/common';
import { type CarriesOut, type Input, type Output, type sanitiseText } from '@strongroom/contracts';
import { sanitiseText as sanitised } from '@strongroom/filter';

@Injectable()
export class SanitiseText implements CarriesOut<typeof sanitiseText> {
  execute({ text, sink }: Input<typeof sanitiseText>): Promise<Output<typeof sanitiseText>> {
    return Promise.resolve({ output: sanitised(text, sink) });
  }
}
