import type { Pack } from './pack.js';

export const identityPack: Pack = {
  id: 'identity',
  version: '1.0.0',
  rules: [
    {
      id: 'identity.us-ssn',
      type: 'US_SSN',
      family: 'identity',
      pattern: {
        kind: 'us-ssn',
        context: ['ssn', 'ssns', 'ssid', 'social security', 'social sec', 'itin', 'taxpayer'],
      },
      mask: { keepFirst: 0, keepLast: 4, hideMin: 5, separators: '-. ' },
      examples: [
        'SSN ⟦536-90-4399⟧',
        'is ⟦536-90-4399⟧.',
        'social security number: ⟦536904399⟧',
        'ssn=⟦536 90 4399⟧',
        'abc ⟦078 05 1123⟧ abc',
        'SSN: ⟦５３６-９０-４３９９⟧',
      ],
      counterExamples: [
        '000-12-3456',
        '666-12-3456',
        '912-12-3456',
        '536-00-4399',
        '536-90-0000',
        '078-05-1120',
        '536-90-43999',
        '1-536-90-4399',
        '536-90-4399-1',
        '536-90.4399',
      ],
    },
  ],
};
