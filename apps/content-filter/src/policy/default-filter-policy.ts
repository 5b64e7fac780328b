import { type FilterPolicy } from '@strongroom/contracts';

/** Holds for a tenant that has set none. Nothing found leaves in clear; of account numbers enough stays to name them, web addresses
 * stay, and so does malicious input: what harms one sink is a good question to another. */
export const defaultFilterPolicy: FilterPolicy = {
  score_min: 0.5,
  otherwise: 'redact',
  families: { malicious: 'flag', profanity: 'flag' },
  types: { CREDIT_CARD: 'mask', IBAN_CODE: 'mask', URL: 'flag', CONFIDENTIALITY_MARKING: 'flag' },
};
