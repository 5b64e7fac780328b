import { assertNever } from '@strongroom/kernel';
import { type RevocableScope } from '@strongroom/contracts';

/** An SQL condition on `auth.token`, of `$1` the tenant and `$2` what the revocation names. */
export interface Covered {
  readonly condition: string;
  readonly targets: readonly string[];
}

/**
 * Which rows of issued tokens a revocation covers; for a session, a refresh family or an API key none, because nothing issued here
 * rests on one yet. `audience` is the `aud` of all that is issued. What belongs to no tenant is done in the tenant `*`, whose transactions see the rows of all.
 */
export function coveredBy(scope: RevocableScope, targets: readonly string[], audience: string): Covered {
  switch (scope) {
    case 'token':
      return { condition: 'tenant = $1 AND jti = ANY ($2::uuid[])', targets };
    case 'subject':
      return { condition: 'tenant = $1 AND subject = ANY ($2::text[])', targets };
    case 'client':
      return { condition: 'tenant = $1 AND client_id = ANY ($2::text[])', targets };
    case 'tenant':
      return { condition: 'tenant = $1 AND tenant = ANY ($2::text[])', targets };
    case 'signing_key':
      return { condition: `$1 = '*' AND kid = ANY ($2::text[])`, targets };
    case 'global':
    case 'stop':
    case 'lift':
      return { condition: `$1 = '*' AND $2::text[] IS NOT NULL`, targets: [] };
    case 'service':
      return {
        condition: 'tenant = $1 AND cardinality($2::text[]) > 0',
        targets: targets.filter((one) => one === audience),
      };
    case 'session':
    case 'family':
    case 'key':
      return { condition: 'tenant = $1 AND $2::text[] IS NULL', targets };
    default:
      return assertNever(scope);
  }
}
