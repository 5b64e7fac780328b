import type { MaskShape, Pack } from './pack.js';

const mask: MaskShape = { keepFirst: 0, keepLast: 4, hideMin: 8, separators: '' };

/**
 * Strongroom's own credentials. A key or an opaque token ends in six base62 digits: the CRC-32 of all that stands
 * before them. So junk is told from a leak without a look-up, and nothing else is ever taken for one of ours.
 */
export const strongroomPack: Pack = {
  id: 'strongroom',
  version: '1.0.0',
  rules: [
    {
      id: 'strongroom.api-key',
      type: 'STRONGROOM_API_KEY',
      family: 'strongroom-credential',
      pattern: {
        kind: 'token',
        prefixes: ['sr_live_', 'sr_test_'],
        parts: [
          { alphabet: 'alphanumeric', min: 8, max: 32 },
          '_',
          { alphabet: 'alphanumeric', min: 24, max: 86 },
          '_',
          { alphabet: 'alphanumeric', min: 6, max: 6 },
        ],
        crc32: { over: 'all', required: true },
        score: 0.99,
      },
      mask,
      examples: [
        'x-api-key: ⟦sr_live_4fTq8ZrW1aXe_Q7wE9rT2yU4iO6pA8sD1fG3hJ5kL0zXc_3Gkl20⟧',
        '"⟦sr_test_4fTq8ZrW1aXe_Q7wE9rT2yU4iO6pA8sD1fG3hJ5kL0zXc_1K0m1d⟧"',
      ],
      counterExamples: [
        'sr_live_4fTq8ZrW1aXe_Q7wE9rT2yU4iO6pA8sD1fG3hJ5kL0zXc_3Gkl21',
        'sr_live_4fTq8ZrW1aXe_Q7wE9rT2yU4iO6pA8sD1fG3hJ5kL0zXc',
        'sr_prod_4fTq8ZrW1aXe_Q7wE9rT2yU4iO6pA8sD1fG3hJ5kL0zXc_3Gkl20',
      ],
    },
    {
      id: 'strongroom.opaque-token',
      type: 'STRONGROOM_TOKEN',
      family: 'strongroom-credential',
      pattern: {
        kind: 'token',
        prefixes: ['sr_at_'],
        parts: [{ alphabet: 'alphanumeric', min: 32, max: 128 }],
        crc32: { over: 'all', required: true },
        score: 0.99,
      },
      mask,
      examples: ['Bearer ⟦sr_at_01KqQ7wE9rT2yU4iO6pA8sD1fG3hJ5kL0zXcVbNmQwErTyU2AXtxP⟧'],
      counterExamples: ['sr_at_01KqQ7wE9rT2yU4iO6pA8sD1fG3hJ5kL0zXcVbNmQwErTyU2AXtxQ', 'sr_at_', 'user_at_home'],
    },
    {
      id: 'strongroom.access-token',
      type: 'STRONGROOM_TOKEN',
      family: 'strongroom-credential',
      // RFC 9068, section 2.1.
      pattern: { kind: 'jwt', types: ['at+jwt'] },
      mask,
      examples: [
        'Authorization: Bearer ⟦eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6ImsxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJzdWIiOiJzIiwianRpIjoiaiIsInBvcyI6N30.c2lnbmF0dXJl⟧',
      ],
      counterExamples: [
        'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJzIn0.c2lnbmF0dXJl',
        'eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6ImsxIn0.eyJpc3MiOiJo',
        'eyJub3QganNvbg.eyJub3QganNvbg.c2lnbmF0dXJl',
      ],
    },
  ],
};
