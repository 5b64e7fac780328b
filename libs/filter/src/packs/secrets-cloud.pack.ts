import type { Pack } from './pack.js';
import { type ProviderFormat, providerRule } from './provider-rule.js';

const formats: readonly ProviderFormat[] = [
  {
    id: 'secrets-cloud.google-api-key',
    type: 'GOOGLE_API_KEY',
    prefixes: ['AIza'],
    parts: [{ alphabet: 'base64url', min: 35, max: 35 }],
  },
  {
    id: 'secrets-cloud.google-oauth-client-secret',
    type: 'GOOGLE_OAUTH_SECRET',
    prefixes: ['GOCSPX-'],
    parts: [{ alphabet: 'base64url', min: 28, max: 28 }],
  },
  {
    id: 'secrets-cloud.google-oauth-access-token',
    type: 'GOOGLE_OAUTH_TOKEN',
    prefixes: ['ya29.'],
    parts: [{ alphabet: 'dottedBase64url', min: 30, max: 1024 }],
  },
  {
    id: 'secrets-cloud.google-oauth-refresh-token',
    type: 'GOOGLE_OAUTH_TOKEN',
    prefixes: ['1//0'],
    parts: [{ alphabet: 'base64url', min: 38, max: 200 }],
  },
  {
    id: 'secrets-cloud.aws-bedrock-key',
    type: 'AWS_BEDROCK_KEY',
    prefixes: ['ABSK'],
    parts: [{ alphabet: 'base64', min: 109, max: 269 }],
  },
  {
    id: 'secrets-cloud.aws-bedrock-short-key',
    type: 'AWS_BEDROCK_KEY',
    prefixes: ['bedrock-api-key-'],
    parts: [{ alphabet: 'base64', min: 32, max: 4096 }],
  },
  {
    id: 'secrets-cloud.aws-mws-key',
    type: 'AWS_MWS_KEY',
    prefixes: ['amzn.mws.'],
    parts: [
      { alphabet: 'lowerAlphanumeric', min: 8, max: 8 },
      '-',
      { alphabet: 'lowerAlphanumeric', min: 4, max: 4 },
      '-',
      { alphabet: 'lowerAlphanumeric', min: 4, max: 4 },
      '-',
      { alphabet: 'lowerAlphanumeric', min: 4, max: 4 },
      '-',
      { alphabet: 'lowerAlphanumeric', min: 12, max: 12 },
    ],
  },
  {
    id: 'secrets-cloud.aws-appsync-key',
    type: 'AWS_APPSYNC_KEY',
    prefixes: ['da2-'],
    parts: [{ alphabet: 'lowerAlphanumeric', min: 26, max: 26 }],
  },
  {
    id: 'secrets-cloud.azure-client-secret',
    type: 'AZURE_CLIENT_SECRET',
    prefixes: ['7Q~', '8Q~'],
    parts: [{ alphabet: 'dottedBase64url', min: 31, max: 34 }],
    lead: { alphabet: 'alphanumeric', min: 3, max: 3 },
  },
  {
    id: 'secrets-cloud.digitalocean-token',
    type: 'DIGITALOCEAN_TOKEN',
    prefixes: ['dop_v1_', 'doo_v1_', 'dor_v1_'],
    parts: [{ alphabet: 'hex', min: 64, max: 64 }],
  },
  {
    id: 'secrets-cloud.cloudflare-token',
    type: 'CLOUDFLARE_TOKEN',
    prefixes: ['cfat_', 'cfut_', 'cfk_'],
    parts: [{ alphabet: 'alphanumeric', min: 48, max: 48 }],
  },
  {
    id: 'secrets-cloud.heroku-key',
    type: 'HEROKU_KEY',
    prefixes: ['HRKU-'],
    parts: [{ alphabet: 'base64url', min: 36, max: 64 }],
  },
  {
    id: 'secrets-cloud.alibaba-access-key',
    type: 'ALIBABA_ACCESS_KEY',
    prefixes: ['LTAI'],
    parts: [{ alphabet: 'alphanumeric', min: 16, max: 26 }],
  },
  {
    id: 'secrets-cloud.tencent-secret-id',
    type: 'TENCENT_SECRET_ID',
    prefixes: ['AKID'],
    parts: [{ alphabet: 'alphanumeric', min: 32, max: 32 }],
  },
  {
    id: 'secrets-cloud.databricks-token',
    type: 'DATABRICKS_TOKEN',
    prefixes: ['dapi'],
    parts: [{ alphabet: 'lowerAlphanumeric', min: 32, max: 32 }],
  },
  {
    id: 'secrets-cloud.vault-token',
    type: 'VAULT_TOKEN',
    prefixes: ['hvs.', 'hvb.', 'hvr.'],
    parts: [{ alphabet: 'base64url', min: 90, max: 300 }],
  },
  {
    id: 'secrets-cloud.terraform-token',
    type: 'TERRAFORM_TOKEN',
    prefixes: ['.atlasv1.'],
    parts: [{ alphabet: 'base64url', min: 60, max: 70 }],
    lead: { alphabet: 'alphanumeric', min: 14, max: 14 },
  },
  {
    id: 'secrets-cloud.pulumi-token',
    type: 'PULUMI_TOKEN',
    prefixes: ['pul-'],
    parts: [{ alphabet: 'hex', min: 40, max: 40 }],
  },
  {
    id: 'secrets-cloud.doppler-token',
    type: 'DOPPLER_TOKEN',
    prefixes: ['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.', 'dp.scim.', 'dp.audit.'],
    parts: [{ alphabet: 'alphanumeric', min: 40, max: 44 }],
  },
  {
    id: 'secrets-cloud.fly-token',
    type: 'FLY_TOKEN',
    prefixes: ['fo1_'],
    parts: [{ alphabet: 'base64url', min: 43, max: 43 }],
  },
  {
    id: 'secrets-cloud.planetscale-token',
    type: 'PLANETSCALE_TOKEN',
    prefixes: ['pscale_tkn_', 'pscale_pw_', 'pscale_oauth_'],
    parts: [{ alphabet: 'dottedBase64url', min: 32, max: 64 }],
  },
  {
    id: 'secrets-cloud.supabase-token',
    type: 'SUPABASE_TOKEN',
    prefixes: ['sbp_'],
    parts: [{ alphabet: 'hex', min: 40, max: 40 }],
  },
  {
    id: 'secrets-cloud.supabase-secret-key',
    type: 'SUPABASE_TOKEN',
    prefixes: ['sb_secret_'],
    parts: [{ alphabet: 'base64url', min: 31, max: 31 }],
  },
  {
    id: 'secrets-cloud.netlify-token',
    type: 'NETLIFY_TOKEN',
    prefixes: ['nfp_'],
    parts: [{ alphabet: 'alphanumeric', min: 36, max: 36 }],
  },
  {
    id: 'secrets-cloud.render-key',
    type: 'RENDER_KEY',
    prefixes: ['rnd_'],
    parts: [{ alphabet: 'alphanumeric', min: 32, max: 32 }],
  },
  {
    id: 'secrets-cloud.neon-key',
    type: 'NEON_KEY',
    prefixes: ['napi_'],
    parts: [{ alphabet: 'lowerAlphanumeric', min: 64, max: 64 }],
  },
  {
    id: 'secrets-cloud.tailscale-key',
    type: 'TAILSCALE_KEY',
    prefixes: ['tskey-auth-', 'tskey-api-', 'tskey-client-', 'tskey-scim-', 'tskey-webhook-'],
    parts: [{ alphabet: 'alphanumeric', min: 12, max: 24 }, '-', { alphabet: 'alphanumeric', min: 24, max: 40 }],
  },
  {
    id: 'secrets-cloud.confluent-secret',
    type: 'CONFLUENT_SECRET',
    prefixes: ['cflt'],
    parts: [{ alphabet: 'base64', min: 60, max: 60 }],
  },
];

/** Keys of clouds, platforms and databases, by the forms that their makers document or give out. */
export const secretsCloudPack: Pack = { id: 'secrets-cloud', version: '1.0.0', rules: formats.map(providerRule) };
