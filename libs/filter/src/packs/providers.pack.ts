import type { MaskShape, Pack } from './pack.js';

const mask: MaskShape = { keepFirst: 0, keepLast: 4, hideMin: 8, separators: '' };

export const providersPack: Pack = {
  id: 'providers',
  version: '1.0.0',
  rules: [
    {
      id: 'providers.aws-access-key-id',
      type: 'AWS_ACCESS_KEY',
      family: 'provider-key',
      pattern: {
        kind: 'token',
        // Long-term, temporary (STS), bearer token and context-specific credentials.
        prefixes: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
        parts: [{ alphabet: 'upperAlphanumeric', min: 16, max: 16 }],
        score: 0.95,
      },
      mask,
      examples: [
        'aws_access_key_id = ⟦AKIAIOSFODNN7EXAMPLE⟧',
        '密钥⟦ASIAIOSFODNN7EXAMPLE⟧',
        'evaded ⟦ＡＫＩＡIOSFODNN7EXAMPLE⟧ and ⟦AKIA\u200dIOSFODNN7EXAMPLE⟧',
      ],
      counterExamples: [
        'AKIAIOSFODNN7EXAMPL',
        'AKIAIOSFODNN7EXAMPLES',
        'XAKIAIOSFODNN7EXAMPLE',
        'AKIAiosfodnn7example',
      ],
    },
    {
      id: 'providers.stripe-key',
      type: 'STRIPE_KEY',
      family: 'provider-key',
      pattern: {
        kind: 'token',
        prefixes: ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_'],
        parts: [{ alphabet: 'alphanumeric', min: 16, max: 247 }],
        score: 0.97,
      },
      mask,
      examples: [
        `STRIPE_KEY=⟦sk_live_${'4eC39HqL'.repeat(3)}⟧`,
        `"⟦rk_test_${'yjWDarjt'.repeat(13)}⟧"`,
        `⟦sk_test_${'T1zdp7dc'.repeat(2)}⟧`,
      ],
      counterExamples: ['sk_live_', 'sk_live_short', 'task_live_', 'pk_live_4eC39HqL4eC39HqL4eC39HqL'],
    },
    {
      id: 'providers.stripe-webhook-secret',
      type: 'STRIPE_WEBHOOK_SECRET',
      family: 'provider-key',
      pattern: {
        kind: 'token',
        prefixes: ['whsec_'],
        parts: [{ alphabet: 'alphanumeric', min: 32, max: 64 }],
        score: 0.95,
      },
      mask,
      examples: [`endpoint_secret = "⟦whsec_${'4eC39HqL'.repeat(4)}⟧"`],
      counterExamples: ['whsec_', 'whsec_short', `xwhsec_${'4eC39HqL'.repeat(4)}`],
    },
    {
      id: 'providers.github-token',
      type: 'GITHUB_TOKEN',
      family: 'provider-key',
      pattern: {
        kind: 'token',
        prefixes: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
        parts: [{ alphabet: 'alphanumeric', min: 36, max: 36 }],
        // GitHub describes the checksum but promises it to nobody: a token without it is reported with less certainty.
        crc32: { over: 'body', required: false },
        score: 0.8,
      },
      mask,
      examples: ['token: ⟦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⟧', `⟦gho_${'0123456789abcdefgh'.repeat(2)}⟧`],
      counterExamples: [
        'ghp_tooshort',
        `ghp_${'0123456789abcdefgh'.repeat(2)}i`,
        `aghp_${'0123456789abcdefgh'.repeat(2)}`,
      ],
    },
    {
      id: 'providers.github-fine-grained-token',
      type: 'GITHUB_TOKEN',
      family: 'provider-key',
      pattern: {
        kind: 'token',
        prefixes: ['github_pat_'],
        parts: [{ alphabet: 'alphanumeric', min: 22, max: 22 }, '_', { alphabet: 'alphanumeric', min: 59, max: 59 }],
        score: 0.97,
      },
      mask,
      examples: [`⟦github_pat_11${'ABCDE'.repeat(4)}_${'a'.repeat(59)}⟧`],
      counterExamples: [`github_pat_11${'ABCDE'.repeat(4)}`, `github_pat_11${'ABCDE'.repeat(4)}_${'a'.repeat(58)}`],
    },
  ],
};
