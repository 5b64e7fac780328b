import { type ErrorCode } from '../errors/error-table.js';

/** What RFC 6749 section 5.2 and RFC 8707 section 2 call our errors, in `error` of a token endpoint's answer. */
export const oauthErrors = {
  'err:oauth:invalid:request': 'invalid_request',
  'err:oauth:invalid:client': 'invalid_client',
  'err:oauth:invalid:scope': 'invalid_scope',
  'err:oauth:invalid:target': 'invalid_target',
  'err:oauth:unsupported:grant': 'unsupported_grant_type',
} as const satisfies Partial<Record<ErrorCode, string>>;
