import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type CarriesOut, type Input, type Output, type showTokenHistory } from '@strongroom/contracts';
import { Endings, type Issued } from '../endings/endings.js';
import { ShowPropagation } from '../show-propagation/show-propagation.js';

type History = Output<typeof showTokenHistory>;

const COVERED_BY_MAX = 100;

@Injectable()
export class ShowTokenHistory implements CarriesOut<typeof showTokenHistory> {
  constructor(
    @Inject(Endings) private readonly endings: Endings,
    @Inject(ShowPropagation) private readonly propagation: ShowPropagation,
  ) {}

  async execute({ jti }: Input<typeof showTokenHistory>, call: CallFacts): Promise<History> {
    const [found] = await this.endings.of([{ jti }], COVERED_BY_MAX, call);
    if (found === undefined) throw new Error('one token was asked about, and none answered for');
    const { status, coveredBy, issued } = found;
    const [endedBy = null] = coveredBy;
    const seq = endedBy?.seq ?? null;
    const propagation = seq === null ? null : await this.propagation.execute({ seq });
    return { jti, status, issued: issuedOf(issued), ended_by: endedBy, propagation, covered_by: [...coveredBy] };
  }
}

function issuedOf(issued: Issued | undefined): History['issued'] {
  if (issued === undefined) return null;
  const { jti: _, ...rest } = issued;
  return rest;
}
