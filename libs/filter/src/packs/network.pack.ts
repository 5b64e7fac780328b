import type { Pack } from './pack.js';

/** What a MAC address without any digit can begin with: no run of digits leads to it. */
const pairsOfLetters = Array.from('abcdef').flatMap((first) => Array.from('abcdef', (second) => first + second));

export const networkPack: Pack = {
  id: 'network',
  version: '1.0.0',
  rules: [
    {
      id: 'network.ip-address',
      type: 'IP_ADDRESS',
      family: 'network',
      pattern: { kind: 'ip-address' },
      mask: { keepFirst: 0, keepLast: 0, hideMin: 0, separators: '.:' },
      examples: [
        'from ⟦192.168.17.4⟧:8080, then ⟦10.0.0.1⟧/24.',
        'at ⟦255.255.255.255⟧.',
        'to ⟦2001:db8::8a2e:370:7334⟧ and ⟦::1⟧',
        '[⟦fe80::1ff:fe23:4567:890a⟧]:443',
        'peer=⟦2001:0db8:85a3:0000:0000:8a2e:0370:7334⟧.',
        'mapped ⟦::ffff:192.0.2.128⟧',
        'full width ⟦１９２.１６８.１７.４⟧',
      ],
      counterExamples: [
        '256.1.1.1',
        '1.2.3.4.5',
        '1.2.3',
        'v1.2.3.4',
        '1.2.3.4-rc1',
        '01.02.03.04',
        'at 12:30:45',
        'std::1',
        '2001:db8::8a2e::7334',
        '00:1A:2B:3C:4D:5E',
        'https://example.com:8080/a:1',
      ],
    },
    {
      id: 'network.mac-address',
      type: 'MAC_ADDRESS',
      family: 'network',
      pattern: { kind: 'mac-address' },
      mask: { keepFirst: 0, keepLast: 4, hideMin: 8, separators: ':-.' },
      examples: [
        'eth0 ⟦00:1A:2B:3C:4D:5E⟧ up',
        '⟦01-b3-4a-67-d9-cf⟧',
        'Cisco ⟦0012.3456.789a⟧.',
        '⟦a0:b1:c2:d3:e4:f5⟧,⟦0a:b1:c2:d3:e4:f5⟧',
      ],
      counterExamples: [
        '00:1A:2B:3C:4D',
        '00:1A:2B:3C:4D:5E:6F',
        '10:2F:33-AC-29-C3',
        '00:00:00:00:00:00',
        '00-1A-2B-3C-4D-5G',
      ],
    },
    {
      id: 'network.url',
      type: 'URL',
      family: 'network',
      pattern: { kind: 'url' },
      mask: { keepFirst: 0, keepLast: 0, hideMin: 0, separators: '/:.' },
      examples: [
        'see ⟦https://www.example.com/a/b?c=d&to=https://example.org/#e⟧.',
        'at ⟦http://example.co.uk⟧, or <⟦HTTPS://EXAMPLE.ORG:8443/⟧>',
        'url=⟦https://example.de/x⟧',
        '[here](⟦https://example.com/x⟧)',
        '⟦http://例子.中国/a⟧。',
        '⟦www.example.com/a⟧!',
        '⟦ftp://example.org/pub⟧',
      ],
      counterExamples: [
        'http://microsoft',
        'www.microsoft',
        'https://',
        'alice@example.com',
        'http://localhost:3000/',
        'git+ssh://x',
        'http://x.notatld/',
      ],
    },
    {
      id: 'network.mac-address-of-letters',
      type: 'MAC_ADDRESS',
      family: 'network',
      pattern: {
        kind: 'phrase',
        forms: [':', '-'].map((mark) => ({
          anchors: pairsOfLetters.map((pair) => pair + mark),
          before: '(?:^|[^:\\w-])',
          behind: `(?!(?:ff${mark}){4}ff)[\\da-f]{2}(?:${mark}[\\da-f]{2}){4}(?![\\w${mark}])`,
        })),
        score: 0.8,
      },
      mask: { keepFirst: 0, keepLast: 5, hideMin: 6, separators: ':-' },
      examples: ['eth0 ⟦AA:BB:CC:DD:EE:FF⟧', 'or ⟦aa-bb-cc-dd-ee-ff⟧.'],
      counterExamples: ['AA:BB:CC:DD:EE', 'AA:BB:CC-DD:EE:FF', 'AA:BB:CC:DD:EE:FF:AA', 'be-ad-ed'],
    },
  ],
};
