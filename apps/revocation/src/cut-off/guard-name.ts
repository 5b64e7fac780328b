import { type RevocationScope } from '@strongroom/guard';
import { idBytes } from '../log/id-bytes.js';

/** The name of a cut-off as guards compute it: a key and everything there is belong to no tenant. */
export function guardName(scope: RevocationScope, tenant: string, target: string): Buffer {
  return idBytes(scope, scope === 'signing_key' || scope === 'global' ? '' : tenant, target);
}
