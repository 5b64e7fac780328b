import { type ErrorCode } from '../errors/error-table.js';

/** What RFC 6749 section 5.2 and RFC 8707 section 2 call our errors, in `error` of a token endpoint's answer. */
export const oauthErrors = {
  'err:oauth:invalid:client': 'invalid_client',
  'err:oauth:invalid:scope': 'invalid_scope',
  'err:oauth:invalid:target': 'invalid_target',
} as const satisfies Partial<Record<ErrorCode, string>>;
