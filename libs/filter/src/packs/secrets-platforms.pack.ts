import type { Pack, Rule } from './pack.js';
import { type ProviderFormat, providerRule, run, uuidParts } from './provider-rule.js';

type Row = readonly [name: string, type: string, prefixes: readonly string[], ...parts: ProviderFormat['parts']];

const rows: readonly Row[] = [
  ['adafruit-key', 'ADAFRUIT_KEY', ['aio_'], run('alphanumeric', 28)],
  ['adobe-secret', 'ADOBE_SECRET', ['p8e-'], run('base64url', 32)],
  ['airtable-token', 'AIRTABLE_TOKEN', ['pat'], run('alphanumeric', 14), '.', run('hex', 64)],
  ['akamai-token', 'AKAMAI_TOKEN', ['akab-'], run('lowerAlphanumeric', 16), '-', run('lowerAlphanumeric', 16)],
  ['aws-session-token', 'AWS_SESSION_TOKEN', ['IQoJb3JpZ2lu', 'FwoGZXIvYXdz'], run('base64', 200, 4_000)],
  ['aws-signature', 'AWS_SIGNATURE', ['X-Amz-Signature='], run('hex', 64)],
  ['axiom-token', 'AXIOM_TOKEN', ['xaat-', 'xapt-'], ...uuidParts],
  ['clickhouse-key', 'CLICKHOUSE_KEY', ['4b1d'], run('alphanumeric', 38)],
  ['clickup-token', 'CLICKUP_TOKEN', ['pk_'], run('digit', 6, 10), '_', run('upperAlphanumeric', 32)],
  ['cloudflare-origin-key', 'CLOUDFLARE_TOKEN', ['v1.0-'], run('hex', 24), '-', run('hex', 146)],
  ['configcat-key', 'CONFIGCAT_KEY', ['configcat-sdk-1/'], run('base64url', 22), '/', run('base64url', 22)],
  ['fireworks-key', 'FIREWORKS_KEY', ['fw_'], run('alphanumeric', 22, 24)],
  ['frameio-token', 'FRAMEIO_TOKEN', ['fio-u-'], run('base64url', 64)],
  ['google-hmac-key', 'GOOGLE_HMAC_KEY', ['GOOG1E'], run('upperAlphanumeric', 55)],
  ['google-signature', 'GOOGLE_SIGNATURE', ['X-Goog-Signature='], run('hex', 512)],
  [
    ...(['harness-token', 'HARNESS_TOKEN', ['pat.', 'sat.']] as const),
    ...[run('base64url', 22), '.', run('hex', 24), '.', run('alphanumeric', 20)],
  ],
  ['honeycomb-key', 'HONEYCOMB_KEY', ['hcaik_'], run('lowerAlphanumeric', 58)],
  ['infracost-key', 'INFRACOST_KEY', ['ico-'], run('alphanumeric', 32)],
  ['instagram-token', 'INSTAGRAM_TOKEN', ['IGQV', 'IGQW'], run('base64url', 100, 300)],
  ['intra42-secret', 'INTRA42_SECRET', ['s-s4t2ud-', 's-s4t2af-'], run('hex', 64)],
  ['klaviyo-key', 'KLAVIYO_KEY', ['pk_'], run('hex', 34)],
  ['langsmith-old-key', 'LANGSMITH_KEY', ['ls__'], run('hex', 32)],
  ['lichess-token', 'LICHESS_TOKEN', ['lip_'], run('alphanumeric', 20)],
  ['linear-oauth-token', 'LINEAR_KEY', ['lin_oauth_'], run('hex', 64)],
  ['llama-cloud-key', 'LLAMA_KEY', ['llx-'], run('base64url', 48)],
  ['logfire-token', 'LOGFIRE_TOKEN', ['pylf_v1_us_', 'pylf_v1_eu_'], run('alphanumeric', 43)],
  ['mailersend-token', 'MAILERSEND_TOKEN', ['mlsn.'], run('hex', 64)],
  ['mem0-key', 'MEM0_KEY', ['m0-'], run('alphanumeric', 40)],
  ['midtrans-key', 'MIDTRANS_KEY', ['Mid-server-'], run('base64url', 24)],
  ['mongodb-atlas-secret', 'MONGODB_ATLAS_SECRET', ['mdb_sa_sk_'], run('base64url', 40)],
  ['notion-old-token', 'NOTION_TOKEN', ['secret_'], run('alphanumeric', 43)],
  ['openshift-token', 'OPENSHIFT_TOKEN', ['sha256~'], run('base64url', 43)],
  ['paypal-token', 'PAYPAL_TOKEN', ['A21AA'], run('base64url', 80, 100)],
  ['prefect-key', 'PREFECT_KEY', ['pnu_'], run('alphanumeric', 36)],
  ['pubnub-secret', 'PUBNUB_SECRET', ['sec-c-'], run('base64', 48)],
  ['resend-key', 'RESEND_KEY', ['re_'], run('alphanumeric', 8), '_', run('alphanumeric', 24)],
  ['rootly-key', 'ROOTLY_KEY', ['rootly_'], run('hex', 64)],
  ['scalingo-token', 'SCALINGO_TOKEN', ['tk-us-'], run('base64url', 48)],
  ['stackhawk-key', 'STACKHAWK_KEY', ['hawk.'], run('base64url', 20), '.', run('base64url', 20)],
  ['voyage-key', 'VOYAGE_KEY', ['pa-'], run('base64url', 43)],
  ['wechat-app-id', 'WECHAT_APP_ID', ['wx'], run('hex', 16)],
  ['xendit-key', 'XENDIT_KEY', ['xnd_production_', 'xnd_development_'], run('alphanumeric', 40, 80)],
  ['yandex-key', 'YANDEX_KEY', ['AQVN'], run('base64url', 35, 38)],
  ['yandex-token', 'YANDEX_TOKEN', ['t1.'], run('base64url', 20, 400), '.', run('base64url', 86)],
  ['zapier-webhook', 'ZAPIER_WEBHOOK', ['hooks.zapier.com/hooks/catch/'], run('digit', 5, 10), '/', run('word', 6, 8)],
];

/** A number in base64: each three of its digits are four of these characters. */
const numbers = ['MD', 'MT', 'Mj', 'Mz', 'ND', 'NT', 'Nj', 'Nz', 'OD', 'OT'];
const encodedNumber = Buffer.from('739186204571739186').toString('base64');
const noise = 'q7zb1vT9xk3wMj8cgR5p2dHn4ySou';

/** Keys that begin with the number of their holder, in base64. */
const numbered: readonly Rule[] = [
  {
    id: 'secrets-platforms.jira-token',
    type: 'JIRA_TOKEN',
    family: 'provider-key',
    pattern: {
      kind: 'token',
      prefixes: numbers,
      parts: [run('alphanumeric', 14), 'O', run('base64', 27)],
      decoded: '^\\d{12}:',
      drawn: true,
      score: 0.95,
    },
    mask: { keepFirst: 0, keepLast: 4, hideMin: 8, separators: '' },
    examples: [`value: "⟦${encodedNumber.slice(0, 16)}O${noise.slice(0, 27)}⟧"`],
    counterExamples: [
      `value: "${encodedNumber.slice(0, 16)}P${noise.slice(0, 27)}"`,
      `value: "MTIzNWFiYzY3ODkwO${noise.slice(0, 27)}"`,
    ],
  },
  {
    id: 'secrets-platforms.discord-bot-token',
    type: 'DISCORD_TOKEN',
    family: 'provider-key',
    pattern: {
      kind: 'token',
      prefixes: numbers,
      parts: [run('base64url', 21, 24), '.', run('base64url', 6), '.', run('base64url', 27, 40)],
      decoded: '^\\d{17,19}',
      drawn: true,
      score: 0.95,
    },
    mask: { keepFirst: 0, keepLast: 4, hideMin: 8, separators: '' },
    examples: [`value: "⟦${encodedNumber}.Gx7bQz.${noise.slice(0, 27)}⟧"`],
    counterExamples: [`value: "${encodedNumber}.Gx7bQz.short"`, `value: "MTIzabcQvtzrwkpqmnbvcxyz.Gx7bQz.${noise}"`],
  },
];

/** Keys of platforms and services, by the forms that their makers document. */
export const secretsPlatformsPack: Pack = {
  id: 'secrets-platforms',
  version: '1.0.0',
  rules: [
    ...rows.map(([name, type, prefixes, ...parts]) =>
      providerRule({ id: `secrets-platforms.${name}`, type, prefixes, parts }),
    ),
    ...numbered,
  ],
};
