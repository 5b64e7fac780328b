import { wordsMask } from './masks.js';
import type { Pack } from './pack.js';

/** Markings by which a house says that a text must stay inside. Opt-in, and only flagged by default. */
export const businessPack: Pack = {
  id: 'business',
  version: '1.0.0',
  rules: [
    {
      id: 'business.confidentiality-marking',
      type: 'CONFIDENTIALITY_MARKING',
      family: 'business',
      pattern: {
        kind: 'phrase',
        forms: [
          {
            anchors: [
              ...[
                'strictly confidential',
                'company confidential',
                'confidential and proprietary',
                'proprietary and confidential',
              ],
              ...[
                'private and confidential',
                'internal use only',
                'for internal use',
                'not for distribution',
                'do not distribute',
              ],
              ...[
                'attorney-client privileged',
                'attorney client privileged',
                'trade secret',
                'under embargo',
                'top secret',
              ],
              ...[
                'commercial in confidence',
                'restricted distribution',
                'streng vertraulich',
                'vertraulich',
                'nur für den internen',
              ],
              ...[
                'nur für den dienstgebrauch',
                'strictement confidentiel',
                'diffusion restreinte',
                'confidencial',
                'riservato',
              ],
              ...['vertrouwelijk', 'tlp:red', 'tlp:amber', 'noforn'],
            ],
            behind: String.raw`(?![\w])`,
          },
          {
            anchors: ['confidential'],
            before: String.raw`(?:^|\n)[\s*=#\[(-]{0,6}`,
            behind: String.raw`(?=[\s*=#\])-]{0,6}(?:\n|$))`,
          },
        ],
        score: 0.85,
      },
      mask: wordsMask,
      examples: ['⟦STRICTLY CONFIDENTIAL⟧: figures', '⟦TLP:AMBER⟧ until', '*** ⟦Confidential⟧ ***\nfigures'],
      counterExamples: ['we keep it confidential', 'confidentiality', 'trade secretary', 'tlp:redirect'],
    },
  ],
};
