import { type CardError } from './stripe-objects.js';

export type CardAnswer =
  | { readonly kind: 'approved' }
  | { readonly kind: 'needs-customer' }
  | { readonly kind: 'declined'; readonly error: CardError };

const approved: CardAnswer = { kind: 'approved' };

function declined(code: string, message: string, declineCode?: string): CardAnswer {
  const error: CardError = { type: 'card_error', code, message };
  return { kind: 'declined', error: declineCode === undefined ? error : { ...error, decline_code: declineCode } };
}

/** What a bank that wants the customer says where the merchant cannot show its page (`error_on_requires_action`). */
export const authenticationRequired: CardError = {
  type: 'card_error',
  code: 'authentication_required',
  decline_code: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
};

/** Stripe's test payment methods and what the bank behind each says (docs.stripe.com/testing). */
const answers: ReadonlyMap<string, CardAnswer> = new Map([
  ['pm_card_visa', approved],
  ['pm_card_mastercard', approved],
  ['pm_card_amex', approved],
  ['pm_card_authenticationRequired', { kind: 'needs-customer' }],
  ['pm_card_visa_chargeDeclined', declined('card_declined', 'Your card was declined.', 'generic_decline')],
  [
    'pm_card_visa_chargeDeclinedInsufficientFunds',
    declined('card_declined', 'Your card has insufficient funds.', 'insufficient_funds'),
  ],
  ['pm_card_visa_chargeDeclinedLostCard', declined('card_declined', 'Your card was declined.', 'lost_card')],
  ['pm_card_visa_chargeDeclinedStolenCard', declined('card_declined', 'Your card was declined.', 'stolen_card')],
  ['pm_card_chargeDeclinedExpiredCard', declined('expired_card', 'Your card has expired.')],
  ['pm_card_chargeDeclinedIncorrectCvc', declined('incorrect_cvc', "Your card's security code is incorrect.")],
  [
    'pm_card_chargeDeclinedProcessingError',
    declined('processing_error', 'An error occurred while processing your card. Try again in a little bit.'),
  ],
]);

export function askBank(paymentMethod: string): CardAnswer | undefined {
  return answers.get(paymentMethod);
}
