import { invalidParameter } from './stripe-fault.js';
import { type PaymentIntent } from './stripe-objects.js';

const CLAUSE = /^(?:status|metadata\[["'](?<member>[^"'\]]+)["']\]):["'](?<value>[^"']*)["']$/;

/**
 * The part of Stripe's search language that names an order's payment: clauses on `status` and `metadata['...']`, joined by AND.
 * Unlike Stripe's, this index is never behind; nobody may rely on that, so orders ask for their payment by its id.
 */
export function searchPaymentIntents(intents: readonly PaymentIntent[], query: string): PaymentIntent[] {
  const clauses = query.split(/\s+AND\s+/).map((text) => {
    const groups = CLAUSE.exec(text.trim())?.groups;
    if (groups === undefined) {
      throw invalidParameter('query', `We were unable to parse your search query: ${text}`);
    }
    const { member, value } = groups;
    return (intent: PaymentIntent): boolean =>
      (member === undefined ? intent.status : intent.metadata[member]) === value;
  });
  return intents.filter((intent) => clauses.every((holds) => holds(intent)));
}
