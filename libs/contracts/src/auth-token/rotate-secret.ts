import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { secretId, secretMetadata, secretValue, secretVersion } from './stored-secret.js';

/** A new value in place of the one that the caller knows as `expected_version`; if that is no longer current, nothing changes. */
export const rotateSecret = command('auth-token.secret.rotate.v1', {
  input: z.strictObject({ secret_id: secretId, value: secretValue, expected_version: secretVersion }),
  output: secretMetadata,
  errors: [
    'err:secrets:unknown:secret',
    'err:secrets:conflict:version',
    'err:secrets:conflict:busy',
    'err:secrets:conflict:abandoned',
  ],
  access: allow('secrets:write'),
  deadlineMs: 15_000,
  http: { method: 'POST', path: '/v1/secrets/:secret_id/rotate' },
  secrets: { input: ['/value'] },
});
