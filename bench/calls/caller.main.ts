import { participate } from '../frame/participate.ts';
import { order } from '../frame/order.ts';
import { closedLoop } from '../frame/closed-loop.ts';
import { type WireTerms } from './wire.ts';
import { wireOf } from './wires/index.ts';

participate(async (given) => {
  const { concurrency, ...terms } = given as WireTerms & { readonly concurrency: number };
  const caller = await wireOf(terms.wire).connect(terms);
  return {
    round: (seconds) => closedLoop(() => caller.call(order), { concurrency, seconds: Number(seconds) }),
    close: () => caller.close(),
  };
});
