import { participate } from '../frame/participate.ts';
import { type WireTerms } from './wire.ts';
import { wireOf } from './wires/index.ts';

participate(async (given) => {
  const { index, ...terms } = given as WireTerms & { readonly index: number };
  const replica = await wireOf(terms.wire).serve(terms, index);
  return { close: () => replica.close() };
});
