import { Inject, Injectable } from '@nestjs/common';
import {
  type CallFacts,
  type CarriesOut,
  type Input,
  type LetterSummary,
  type ListDeadLetters as Contract,
  type Output,
} from '@strongroom/contracts';
import { VisibleLetters } from './visible-letters.js';

@Injectable()
export class ListDeadLetters implements CarriesOut<Contract> {
  constructor(@Inject(VisibleLetters) private readonly visible: VisibleLetters) {}

  async execute({ limit, after, ...filter }: Input<Contract>, { signal }: CallFacts): Promise<Output<Contract>> {
    const letters: LetterSummary[] = [];
    let total = 0;
    for await (const letter of this.visible.matching(filter, { after }, signal)) {
      total += 1;
      if (letters.length < limit) letters.push(letter);
    }
    return { letters, total };
  }
}
