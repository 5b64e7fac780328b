import { participate } from '../frame/participate.ts';
import { type EventWireTerms } from './wire.ts';
import { eventWireOf } from './wires/index.ts';

participate(async (given) => {
  const terms = given as EventWireTerms;
  const producer = await eventWireOf(terms.wire).produce(terms);
  return { run: (count) => producer.publish(Number(count)), close: () => producer.close() };
});
