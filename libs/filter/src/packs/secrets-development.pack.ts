import type { Pack } from './pack.js';
import { type ProviderFormat, providerRule, uuidParts } from './provider-rule.js';

const formats: readonly ProviderFormat[] = [
  {
    id: 'secrets-development.gitlab-token',
    type: 'GITLAB_TOKEN',
    prefixes: ['glpat-', 'gldt-', 'glrt-', 'glcbt-', 'glft-', 'glsoat-', 'glimt-', 'glagent-', 'glffct-'],
    parts: [{ alphabet: 'dottedBase64url', min: 20, max: 300 }],
  },
  {
    id: 'secrets-development.gitlab-hex-token',
    type: 'GITLAB_TOKEN',
    prefixes: ['glptt-', 'gloas-'],
    parts: [{ alphabet: 'hex', min: 40, max: 64 }],
  },
  {
    id: 'secrets-development.npm-token',
    type: 'NPM_TOKEN',
    prefixes: ['npm_'],
    parts: [{ alphabet: 'alphanumeric', min: 36, max: 36 }],
    crc32: { over: 'body', required: false },
  },
  {
    id: 'secrets-development.pypi-token',
    type: 'PYPI_TOKEN',
    prefixes: ['pypi-AgEIcHlwaS5vcmc', 'pypi-AgENdGVzdC5weXBpLm9yZw'],
    parts: [{ alphabet: 'base64url', min: 50, max: 1000 }],
  },
  {
    id: 'secrets-development.rubygems-key',
    type: 'RUBYGEMS_KEY',
    prefixes: ['rubygems_'],
    parts: [{ alphabet: 'hex', min: 48, max: 48 }],
  },
  {
    id: 'secrets-development.nuget-key',
    type: 'NUGET_KEY',
    prefixes: ['oy2'],
    parts: [{ alphabet: 'lowerAlphanumeric', min: 43, max: 43 }],
  },
  {
    id: 'secrets-development.cratesio-token',
    type: 'CRATES_TOKEN',
    prefixes: ['cio'],
    parts: [{ alphabet: 'alphanumeric', min: 32, max: 32 }],
  },
  {
    id: 'secrets-development.clojars-token',
    type: 'CLOJARS_TOKEN',
    prefixes: ['CLOJARS_'],
    parts: [{ alphabet: 'hex', min: 60, max: 60 }],
  },
  {
    id: 'secrets-development.docker-token',
    type: 'DOCKER_TOKEN',
    prefixes: ['dckr_pat_', 'dckr_oat_'],
    parts: [{ alphabet: 'base64url', min: 27, max: 32 }],
  },
  {
    id: 'secrets-development.docker-swarm-token',
    type: 'DOCKER_SWARM_SECRET',
    prefixes: ['SWMTKN-1-'],
    parts: [
      { alphabet: 'lowerAlphanumeric', min: 50, max: 50 },
      '-',
      { alphabet: 'lowerAlphanumeric', min: 25, max: 25 },
    ],
  },
  {
    id: 'secrets-development.docker-swarm-key',
    type: 'DOCKER_SWARM_SECRET',
    prefixes: ['SWMKEY-1-'],
    parts: [{ alphabet: 'base64', min: 43, max: 43 }],
  },
  {
    id: 'secrets-development.jfrog-key',
    type: 'JFROG_TOKEN',
    prefixes: ['AKCp'],
    parts: [{ alphabet: 'alphanumeric', min: 69, max: 69 }],
  },
  {
    id: 'secrets-development.jfrog-reference-token',
    type: 'JFROG_TOKEN',
    prefixes: ['cmVmdGtu'],
    parts: [{ alphabet: 'alphanumeric', min: 56, max: 56 }],
  },
  {
    id: 'secrets-development.atlassian-token',
    type: 'ATLASSIAN_TOKEN',
    prefixes: ['ATATT3', 'ATCTT3'],
    parts: [{ alphabet: 'base64url', min: 150, max: 220 }, '=', { alphabet: 'anyCaseHex', min: 8, max: 8 }],
  },
  {
    id: 'secrets-development.bitbucket-app-password',
    type: 'BITBUCKET_TOKEN',
    prefixes: ['ATBB'],
    parts: [{ alphabet: 'alphanumeric', min: 32, max: 32 }],
  },
  {
    id: 'secrets-development.bitbucket-access-token',
    type: 'BITBUCKET_TOKEN',
    prefixes: ['BBDC-'],
    parts: [{ alphabet: 'base64', min: 44, max: 44 }],
  },
  {
    id: 'secrets-development.trello-token',
    type: 'TRELLO_TOKEN',
    prefixes: ['ATTA'],
    parts: [{ alphabet: 'alphanumeric', min: 72, max: 72 }],
  },
  {
    id: 'secrets-development.sonar-token',
    type: 'SONAR_TOKEN',
    prefixes: ['squ_', 'sqp_', 'sqa_'],
    parts: [{ alphabet: 'hex', min: 40, max: 40 }],
  },
  {
    id: 'secrets-development.circleci-token',
    type: 'CIRCLECI_TOKEN',
    prefixes: ['CCIPAT_', 'CCIPRJ_'],
    parts: [{ alphabet: 'alphanumeric', min: 22, max: 22 }, '_', { alphabet: 'hex', min: 40, max: 40 }],
  },
  {
    id: 'secrets-development.buildkite-token',
    type: 'BUILDKITE_TOKEN',
    prefixes: ['bkua_'],
    parts: [{ alphabet: 'hex', min: 40, max: 40 }],
  },
  {
    id: 'secrets-development.sentry-user-token',
    type: 'SENTRY_TOKEN',
    prefixes: ['sntryu_'],
    parts: [{ alphabet: 'hex', min: 64, max: 64 }],
  },
  {
    id: 'secrets-development.sentry-organization-token',
    type: 'SENTRY_TOKEN',
    prefixes: ['sntrys_eyJ'],
    parts: [{ alphabet: 'base64', min: 40, max: 400 }, '_', { alphabet: 'base64', min: 43, max: 43 }],
  },
  {
    id: 'secrets-development.linear-key',
    type: 'LINEAR_KEY',
    prefixes: ['lin_api_'],
    parts: [{ alphabet: 'alphanumeric', min: 40, max: 40 }],
  },
  {
    id: 'secrets-development.postman-key',
    type: 'POSTMAN_KEY',
    prefixes: ['PMAK-'],
    parts: [{ alphabet: 'hex', min: 24, max: 24 }, '-', { alphabet: 'hex', min: 34, max: 34 }],
  },
  {
    id: 'secrets-development.grafana-service-token',
    type: 'GRAFANA_TOKEN',
    prefixes: ['glsa_'],
    parts: [{ alphabet: 'alphanumeric', min: 32, max: 32 }, '_', { alphabet: 'anyCaseHex', min: 8, max: 8 }],
  },
  {
    id: 'secrets-development.grafana-cloud-token',
    type: 'GRAFANA_TOKEN',
    prefixes: ['glc_'],
    parts: [{ alphabet: 'base64', min: 32, max: 400 }],
  },
  {
    id: 'secrets-development.grafana-key',
    type: 'GRAFANA_TOKEN',
    prefixes: ['eyJrIjoi'],
    parts: [{ alphabet: 'base64', min: 70, max: 400 }],
  },
  {
    id: 'secrets-development.new-relic-key',
    type: 'NEW_RELIC_KEY',
    prefixes: ['NRAK-', 'NRII-', 'NRRA-'],
    parts: [{ alphabet: 'upperAlphanumeric', min: 27, max: 42 }],
  },
  {
    id: 'secrets-development.dynatrace-token',
    type: 'DYNATRACE_TOKEN',
    prefixes: ['dt0c01.', 'dt0s01.', 'dt0s16.'],
    parts: [
      { alphabet: 'upperAlphanumeric', min: 24, max: 24 },
      '.',
      { alphabet: 'upperAlphanumeric', min: 64, max: 64 },
    ],
  },
  {
    id: 'secrets-development.launchdarkly-key',
    type: 'LAUNCHDARKLY_KEY',
    prefixes: ['sdk-', 'mob-', 'api-'],
    parts: uuidParts,
  },
  {
    id: 'secrets-development.sourcegraph-token',
    type: 'SOURCEGRAPH_TOKEN',
    prefixes: ['sgp_'],
    parts: [{ alphabet: 'hex', min: 40, max: 40 }],
  },
  {
    id: 'secrets-development.octopus-key',
    type: 'OCTOPUS_KEY',
    prefixes: ['API-'],
    parts: [{ alphabet: 'upperAlphanumeric', min: 26, max: 27 }],
  },
  {
    id: 'secrets-development.posthog-key',
    type: 'POSTHOG_KEY',
    prefixes: ['phx_', 'phs_', 'phc_'],
    parts: [{ alphabet: 'alphanumeric', min: 43, max: 56 }],
  },
  {
    id: 'secrets-development.wundergraph-key',
    type: 'WUNDERGRAPH_KEY',
    prefixes: ['cosmo_'],
    parts: [{ alphabet: 'hex', min: 32, max: 32 }],
  },
  {
    id: 'secrets-development.onepassword-token',
    type: 'ONEPASSWORD_TOKEN',
    prefixes: ['ops_eyJ'],
    parts: [{ alphabet: 'base64url', min: 250, max: 2048 }],
  },
  {
    id: 'secrets-development.age-secret-key',
    type: 'AGE_SECRET_KEY',
    prefixes: ['AGE-SECRET-KEY-1'],
    parts: [{ alphabet: 'upperAlphanumeric', min: 58, max: 58 }],
  },
  {
    id: 'secrets-development.nkey-seed',
    type: 'NKEY_SEED',
    prefixes: ['SU', 'SA', 'SO', 'SN', 'SC', 'SX'],
    parts: [{ alphabet: 'base32', min: 56, max: 56 }],
  },
];

/** Keys of registries, code hosts, build servers and what watches over them. */
export const secretsDevelopmentPack: Pack = {
  id: 'secrets-development',
  version: '1.0.0',
  rules: formats.map(providerRule),
};
