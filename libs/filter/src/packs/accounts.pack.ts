import { identifierRule } from './identifier-rule.js';
import type { Pack } from './pack.js';

/** Numbers of accounts, securities and their holders. */
export const accountsPack: Pack = {
  id: 'accounts',
  version: '1.0.0',
  rules: [
    identifierRule({
      id: 'accounts.aba',
      type: 'ABA_ROUTING_NUMBER',
      family: 'financial',
      shapes: ['999999999', '9999-9999-9'],
      only: '(?:0[0-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80).*',
      check: 'aba',
      context: ['aba', 'routing', 'routing number', 'rtn', 'bank'],
      scores: { alone: 0.1, named: 0.9 },
      samples: ['030901674', '0710-2839-6'],
      near: ['030901675'],
    }),
    identifierRule({
      id: 'accounts.isin',
      type: 'ISIN',
      family: 'financial',
      shapes: ['AAXXXXXXXXX9'],
      only: '(?:AT|AU|BE|BM|BR|CA|CH|CN|DE|DK|ES|FI|FR|GB|GG|HK|IE|IL|IN|IT|JE|JP|KR|KY|LU|MX|NL|NO|NZ|PL|PT|SE|SG|TW|US|XS|ZA)[A-Z0-9]{9}[0-9]',
      check: 'isin',
      capitals: true,
      context: ['isin', 'wertpapier', 'security'],
      scores: { alone: 0.8, named: 0.98 },
      samples: ['DE000TSPS684'],
      near: ['DE000TSPS685', 'call67108864', 'de000tsps684'],
    }),
    identifierRule({
      id: 'accounts.lei',
      type: 'LEI',
      family: 'financial',
      shapes: ['XXXX00XXXXXXXXXXXX99'],
      only: '[A-Z0-9]{4}00[A-Z0-9]{12}[0-9]{2}',
      check: 'mod-97',
      context: ['lei', 'legal entity'],
      scores: { alone: 0.9, named: 0.98 },
      samples: ['5299006994267889T371'],
      near: ['5299006994267889T372'],
    }),
    identifierRule({
      id: 'accounts.sepa-creditor',
      type: 'SEPA_CREDITOR_ID',
      family: 'financial',
      shapes: ['AA99XXXXXXXXX', 'AA99XXXXXXXXXXXXXX'],
      only: '(?:DE[0-9]{2}[A-Z0-9]{3}0[0-9]{10}|(?:FR|AT|BE|ES|NL|IT|PT|IE)[0-9]{2}[A-Z0-9]{3}[A-Z0-9]{6,11})',
      check: 'sepa-creditor',
      context: ['creditor', 'gläubiger', 'gläubiger-id', 'ics', 'sepa'],
      scores: { alone: 0.7, named: 0.97 },
      samples: ['IT84ZZZ950541', 'DE28ZZZ00006874437'],
      near: ['IT84ZZZ950542'],
    }),
  ],
};
