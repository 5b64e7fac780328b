import { type FilterPolicy } from '@strongroom/contracts';

/** Holds for a tenant that has set none. Nothing found leaves in clear; of account numbers enough stays to name them, and web addresses stay. */
export const defaultFilterPolicy: FilterPolicy = {
  score_min: 0.5,
  otherwise: 'redact',
  types: { CREDIT_CARD: 'mask', IBAN_CODE: 'mask', URL: 'flag' },
};
