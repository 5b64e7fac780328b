import { participate } from '../frame/participate.ts';
import { type EventWireTerms } from './wire.ts';
import { eventWireOf } from './wires/index.ts';

participate(async (given) => {
  const terms = given as EventWireTerms;
  const consumer = await eventWireOf(terms.wire).consume(terms);
  return { run: (count) => consumer.handle(Number(count)), close: () => consumer.close() };
});
