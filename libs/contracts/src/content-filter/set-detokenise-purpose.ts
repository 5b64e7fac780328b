import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { detokenisePurpose } from './detokenise-purpose.js';

/** Says for what tokens may be undone, in the place of what was said of this purpose before. */
export const setDetokenisePurpose = command('content-filter.detokenise-purpose.set.v1', {
  input: detokenisePurpose,
  output: detokenisePurpose,
  errors: ['err:filter:invalid:policy'],
  access: allow('filter:admin'),
  deadlineMs: 2_000,
  http: { method: 'PUT', path: '/v1/filter/purposes/:purpose' },
});
