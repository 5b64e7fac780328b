import { documentsEuropePack } from '../packs/documents-europe.pack.js';
import { documentsWorldPack } from '../packs/documents-world.pack.js';
import { nationalAmericasPack } from '../packs/national-americas.pack.js';
import { nationalElsewherePack } from '../packs/national-elsewhere.pack.js';
import { nationalEuropePack } from '../packs/national-europe.pack.js';
import type { CompliancePreset } from './preset.js';

const health = [
  ...['UK_NHS', 'AU_MEDICARE', 'US_MBI', 'US_NPI', 'DE_HEALTH_INSURANCE', 'CA_HEALTH_NUMBER'],
  ...['MEDICAL_RECORD_NUMBER', 'MEDICAL_LICENSE'],
];
const national = [
  ...new Set([
    'US_SSN',
    ...[
      documentsEuropePack,
      documentsWorldPack,
      nationalAmericasPack,
      nationalElsewherePack,
      nationalEuropePack,
    ].flatMap(({ rules }) => rules.map(({ type }) => type)),
  ]),
].filter((type) => !health.includes(type));
const online = ['IP_ADDRESS', 'MAC_ADDRESS', 'IMEI', 'USER_NAME'];
const accounts = ['IBAN_CODE', 'BANK_ACCOUNT', 'CREDIT_CARD', 'CRYPTO', 'US_BANK_NUMBER'];
const licences = ['DRIVER_LICENSE', 'UK_DRIVING_LICENCE', 'PASSPORT', 'DE_PASSPORT'];
const credentials = ['PASSWORD', 'SECRET_KEY', 'PRIVATE_KEY', 'URL_PASSWORD', 'AUTHORIZATION', 'JSON_WEB_TOKEN'];
const prose = 'Only behind a label or under a key; names and places of free text need `peoplePack` or a model.';

/** Payment cards: PCI DSS 4.0.1 (June 2024). */
export const pciDss: CompliancePreset = {
  id: 'pci-dss',
  title: 'PCI DSS 4.0.1',
  version: '1.0.0',
  requirements: [
    {
      id: '3.3.1',
      asks: 'Sensitive authentication data is not kept',
      types: ['CARD_VERIFICATION'],
      treatment: 'redact',
      gap: 'Track data and PIN blocks have no rule.',
    },
    {
      id: '3.4.1',
      asks: 'Of a card number at most the BIN and the last four are shown',
      types: ['CREDIT_CARD'],
      treatment: 'mask',
    },
    { id: '3.2.1', asks: 'Account data is kept to a minimum', types: ['CARD_EXPIRY'], treatment: 'redact' },
    { id: '8.3.2', asks: 'Authentication factors are unreadable', types: credentials, treatment: 'redact' },
  ],
};

/** Regulation (EU) 2016/679. What article 9 protects is mostly said in words, which no rule here can tell. */
export const gdpr: CompliancePreset = {
  id: 'gdpr',
  title: 'GDPR, articles 4, 9, 10 and 87',
  version: '1.0.0',
  requirements: [
    {
      id: '4(1)',
      asks: 'What identifies a natural person',
      types: ['PERSON', 'EMAIL_ADDRESS', 'PHONE_NUMBER', 'DATE_OF_BIRTH', 'STREET_ADDRESS', 'POSTCODE', ...online],
      treatment: 'redact',
      gap: prose,
    },
    { id: '87', asks: 'National identification numbers', types: [...national, ...licences], treatment: 'redact' },
    {
      id: '9(1) health',
      asks: 'Data on health',
      types: health,
      treatment: 'redact',
      gap: 'Numbers of patients and prescribers only; what is said of them is not found.',
    },
    {
      id: '9(1) origin, opinion, belief, union',
      asks: 'Racial or ethnic origin, political opinions, beliefs, union membership',
      types: [],
      treatment: 'block',
    },
    { id: '9(1) genetic, biometric', asks: 'Genetic and biometric data', types: [], treatment: 'block' },
    { id: '9(1) sex life', asks: 'Sex life and sexual orientation', types: [], treatment: 'block' },
    { id: '10', asks: 'Criminal convictions', types: [], treatment: 'block' },
  ],
};

/** The eighteen identifiers of the safe harbor method: 45 CFR 164.514(b)(2)(i). */
export const hipaa: CompliancePreset = {
  id: 'hipaa',
  title: 'HIPAA safe harbor, 45 CFR 164.514(b)(2)',
  version: '1.0.0',
  requirements: [
    { id: 'A', asks: 'Names', types: ['PERSON'], treatment: 'redact', gap: prose },
    {
      id: 'B',
      asks: 'Places smaller than a state',
      types: ['STREET_ADDRESS', 'POSTCODE', 'UK_POSTCODE'],
      treatment: 'redact',
      gap: prose,
    },
    {
      id: 'C',
      asks: 'Dates but the year, ages over 89',
      types: ['DATE_OF_BIRTH', 'DATE_TIME', 'AGE'],
      treatment: 'redact',
      gap: 'Dates without a label and ages need `peoplePack`.',
    },
    { id: 'D', asks: 'Telephone numbers', types: ['PHONE_NUMBER'], treatment: 'redact' },
    { id: 'E', asks: 'Fax numbers', types: ['PHONE_NUMBER'], treatment: 'redact' },
    { id: 'F', asks: 'Electronic mail addresses', types: ['EMAIL_ADDRESS'], treatment: 'redact' },
    { id: 'G', asks: 'Social security numbers', types: ['US_SSN', 'US_ITIN'], treatment: 'redact' },
    { id: 'H', asks: 'Medical record numbers', types: ['MEDICAL_RECORD_NUMBER'], treatment: 'redact' },
    { id: 'I', asks: 'Health plan beneficiary numbers', types: health, treatment: 'redact' },
    { id: 'J', asks: 'Account numbers', types: accounts, treatment: 'redact' },
    {
      id: 'K',
      asks: 'Certificate and license numbers',
      types: [...licences, 'MEDICAL_LICENSE', 'US_NPI'],
      treatment: 'redact',
    },
    { id: 'L', asks: 'Vehicle identifiers and plates', types: ['VIN', 'LICENSE_PLATE'], treatment: 'redact' },
    { id: 'M', asks: 'Device identifiers', types: ['IMEI', 'MAC_ADDRESS'], treatment: 'redact' },
    { id: 'N', asks: 'Web addresses', types: ['URL'], treatment: 'redact' },
    { id: 'O', asks: 'IP addresses', types: ['IP_ADDRESS'], treatment: 'redact' },
    { id: 'P', asks: 'Biometric identifiers', types: [], treatment: 'block' },
    { id: 'Q', asks: 'Full-face photographs', types: [], treatment: 'block' },
    {
      id: 'R',
      asks: 'Any other unique number',
      types: national.filter((type) => type !== 'US_SSN' && type !== 'US_ITIN'),
      treatment: 'redact',
    },
  ],
};

/** California Civil Code 1798.140(v) and (ae), as amended by the CPRA. */
export const ccpa: CompliancePreset = {
  id: 'ccpa',
  title: 'CCPA / CPRA, section 1798.140',
  version: '1.0.0',
  requirements: [
    {
      id: '(v)(1)(A)',
      asks: 'Identifiers',
      types: ['PERSON', 'EMAIL_ADDRESS', 'STREET_ADDRESS', ...online],
      treatment: 'redact',
      gap: prose,
    },
    { id: '(v)(1)(B)', asks: 'Records of customers', types: ['PHONE_NUMBER', 'DATE_OF_BIRTH'], treatment: 'redact' },
    {
      id: '(ae)(1)(A)',
      asks: 'Social security, licence and passport numbers',
      types: ['US_SSN', 'US_ITIN', ...licences],
      treatment: 'redact',
    },
    {
      id: '(ae)(1)(B)',
      asks: 'Accounts and cards with what opens them',
      types: [...accounts, 'CARD_VERIFICATION', ...credentials],
      treatment: 'redact',
    },
    { id: '(ae)(1)(C)', asks: 'Precise geolocation', types: [], treatment: 'block' },
    { id: '(ae)(1)(D)', asks: 'Origin, belief, union membership', types: [], treatment: 'block' },
    {
      id: '(ae)(2)(B)',
      asks: 'Health',
      types: health,
      treatment: 'redact',
      gap: 'Numbers only; what is said of health is not found.',
    },
  ],
};

export const compliancePresets: readonly CompliancePreset[] = [pciDss, gdpr, hipaa, ccpa];
