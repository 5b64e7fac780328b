import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Output, type rotatePseudonymKey } from '@strongroom/contracts';
import { PseudonymKeys } from '../pseudonyms/pseudonym-keys.js';

@Injectable()
export class RotatePseudonymKey implements CarriesOut<typeof rotatePseudonymKey> {
  constructor(@Inject(PseudonymKeys) private readonly keys: PseudonymKeys) {}

  async execute(): Promise<Output<typeof rotatePseudonymKey>> {
    return { version: await this.keys.rotate() };
  }
}
