import type { Pack } from './pack.js';

const mask = { keepFirst: 4, keepLast: 4, hideMin: 12, separators: '' };

export const cryptoPack: Pack = {
  id: 'crypto',
  version: '1.0.0',
  rules: [
    {
      id: 'crypto.bitcoin-base58',
      type: 'CRYPTO',
      family: 'financial',
      pattern: { kind: 'bitcoin-address', encoding: 'base58' },
      mask,
      examples: ['to ⟦1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa⟧.', 'or ⟦3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy⟧'],
      counterExamples: [
        '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb',
        '1A1zP1eP5QGefi2DMPTfTL5SLmv7Divf',
        'x1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa',
      ],
    },
    {
      id: 'crypto.bitcoin-bech32',
      type: 'CRYPTO',
      family: 'financial',
      pattern: { kind: 'bitcoin-address', encoding: 'bech32' },
      mask,
      examples: [
        'to ⟦bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4⟧',
        '⟦BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4⟧',
        '⟦bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0⟧',
      ],
      counterExamples: [
        'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5',
        'bc1Qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
        'abc1q',
      ],
    },
    {
      id: 'crypto.ethereum',
      type: 'CRYPTO',
      family: 'financial',
      pattern: { kind: 'ethereum-address' },
      mask,
      examples: ['pay ⟦0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed⟧', '⟦0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359⟧,'],
      counterExamples: [
        '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD',
        '0xfb6916095ca1df60bb79ce92ce3ea74c37c5d35',
        '0xfb6916095ca1df60bb79ce92ce3ea74c37c5d3590',
        '0x0000000000000000000000000000000000000000',
      ],
    },
  ],
};
