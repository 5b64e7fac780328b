import type { TypeNames } from './presidio-formats.js';

/** Our names for the types of presidio-research's documents. What we have no rule for is not here. */
export const presidioTypes: TypeNames = {
  CREDIT_CARD: 'CREDIT_CARD',
  DOMAIN_NAME: 'URL',
  EMAIL_ADDRESS: 'EMAIL_ADDRESS',
  IBAN_CODE: 'IBAN_CODE',
  IP_ADDRESS: 'IP_ADDRESS',
  PHONE_NUMBER: 'PHONE_NUMBER',
  US_SSN: 'US_SSN',
};

/** The type that each of Presidio's recognisers finds, where we have a rule for it. */
export const presidioRecognizers: TypeNames = {
  IbanRecognizer: 'IBAN_CODE',
  MacAddressRecognizer: 'MAC_ADDRESS',
  UrlRecognizer: 'URL',
  UsSsnRecognizer: 'US_SSN',
};
