import { identifierRule } from './identifier-rule.js';
import type { Pack } from './pack.js';

/** Numbers of things that lead to a person. */
export const devicesPack: Pack = {
  id: 'devices',
  version: '1.0.0',
  rules: [
    identifierRule({
      id: 'devices.imei',
      type: 'IMEI',
      shapes: ['999999999999999', '99~999999~999999~9'],
      only: '(?:01|35|86|99|91|44|45|49|50|51|52|53|54|98)[0-9]{13}',
      check: 'luhn',
      context: ['imei', 'handset', 'device', 'gerät'],
      scores: { alone: 0.4, named: 0.97 },
      samples: ['865563053668191', '91 997409 415139 2'],
      near: ['865563053668192'],
    }),
    identifierRule({
      id: 'devices.vin',
      type: 'VIN',
      shapes: ['XXXXXXXXXXXXXXXXX'],
      only: '[A-HJ-NPR-Z1-9][A-HJ-NPR-Z0-9]{2}[A-HJ-NPR-Z0-9]{5}[0-9X][A-HJ-NPR-Z0-9]{4}[0-9]{4}',
      check: 'vin',
      capitals: true,
      context: ['vin', 'vehicle', 'chassis', 'fahrgestellnummer', 'fin'],
      scores: { alone: 0.6, named: 0.97 },
      samples: ['UC1M33DJ190W57797'],
      near: ['UC1M33DJ190W57798', 'uc1m33dj190w57797', '0x400000000000100'],
    }),
  ],
};
