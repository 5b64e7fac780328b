import type { IssuerRange } from '../verify/payment-card.js';

const SIXTEEN_TO_NINETEEN = [16, 17, 18, 19];
/** Where Maestro numbers are short, one in forty of all numbers passes range and check digit. */
const MAESTRO = { lengths: [16, 17, 18, 19], contextLengths: [12, 13, 14, 15] };

/** Who issues which numbers, from the networks' published BIN ranges. */
export const issuerRanges: readonly IssuerRange[] = [
  { network: 'Visa', from: '4', to: '4', lengths: [13, 16, 19] },
  { network: 'Mastercard', from: '51', to: '55', lengths: [16] },
  { network: 'Mastercard', from: '2221', to: '2720', lengths: [16] },
  { network: 'American Express', from: '34', to: '34', lengths: [15] },
  { network: 'American Express', from: '37', to: '37', lengths: [15] },
  { network: 'Discover', from: '6011', to: '6011', lengths: SIXTEEN_TO_NINETEEN },
  { network: 'Discover', from: '644', to: '659', lengths: SIXTEEN_TO_NINETEEN },
  { network: 'Diners Club', from: '300', to: '305', lengths: [14, 16, 17, 18, 19] },
  { network: 'Diners Club', from: '3095', to: '3095', lengths: [14, 16, 17, 18, 19] },
  { network: 'Diners Club', from: '36', to: '36', lengths: [14, 15, 16, 17, 18, 19] },
  { network: 'Diners Club', from: '38', to: '39', lengths: [14, 16, 17, 18, 19] },
  { network: 'JCB', from: '3528', to: '3589', lengths: SIXTEEN_TO_NINETEEN },
  { network: 'JCB', from: '1800', to: '1800', lengths: [15] },
  { network: 'JCB', from: '2131', to: '2131', lengths: [15] },
  { network: 'UnionPay', from: '62', to: '62', lengths: SIXTEEN_TO_NINETEEN },
  { network: 'UnionPay', from: '81', to: '81', lengths: SIXTEEN_TO_NINETEEN },
  { network: 'Mir', from: '2200', to: '2204', lengths: SIXTEEN_TO_NINETEEN },
  { network: 'RuPay', from: '60', to: '60', lengths: [16] },
  { network: 'RuPay', from: '82', to: '82', lengths: [16] },
  { network: 'RuPay', from: '508', to: '508', lengths: [16] },
  { network: 'Troy', from: '9792', to: '9792', lengths: [16] },
  { network: 'UzCard', from: '8600', to: '8600', lengths: [16] },
  { network: 'Humo', from: '9860', to: '9860', lengths: [16] },
  { network: 'UATP', from: '1', to: '1', lengths: [], contextLengths: [15] },
  { network: 'Maestro', from: '50', to: '50', ...MAESTRO },
  { network: 'Maestro', from: '56', to: '58', ...MAESTRO },
  { network: 'Maestro', from: '63', to: '63', ...MAESTRO },
  { network: 'Maestro', from: '67', to: '67', ...MAESTRO },
];
