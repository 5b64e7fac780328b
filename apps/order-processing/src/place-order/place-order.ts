import { Inject, Injectable } from '@nestjs/common';
import { placeOrder, type CallFacts, type CarriesOut, type Input, type Output } from '@strongroom/contracts';
import { fingerprint } from '../domain/fingerprint.js';
import { TAX_ROUNDING, type Rounding } from '../domain/money/round-ratio.js';
import { AcceptOrder } from './accept-order.js';
import { checkOrder } from './check-order.js';

@Injectable()
export class PlaceOrder implements CarriesOut<typeof placeOrder> {
  constructor(
    @Inject(AcceptOrder) private readonly orders: AcceptOrder,
    @Inject(TAX_ROUNDING) private readonly rounding: Rounding,
  ) {}

  execute(input: Input<typeof placeOrder>, call: CallFacts): Promise<Output<typeof placeOrder>> {
    return this.orders.accept(
      {
        claim: {
          scope: 'orders',
          key: call.idempotencyKey ?? call.id,
          fingerprint: fingerprint('POST', '/v1/orders', input),
        },
        paymentMethod: input.payment_method,
        skus: input.lines.map(({ sku }) => sku),
        check: (items) => checkOrder(input, items, this.rounding),
      },
      call,
    );
  }
}
