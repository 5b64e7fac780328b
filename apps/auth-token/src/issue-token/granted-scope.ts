import { fault, scopesByNameOnly } from '@strongroom/contracts';

/** RFC 6749, section 3.3: visible ASCII but `"` and `\`, one space between the names. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/;

/**
 * The scope of the token as the token will say it: what was asked for, each name once, or all that the client may have but
 * for those that must be asked for by name.
 * Throws `err:oauth:invalid:scope` for one that it may not have: to give less than was asked for would fail later and
 * somewhere else.
 */
export function grantedScope(requested: string | undefined, allowed: readonly string[]): string {
  if (requested === undefined) return allowed.filter((name) => !scopesByNameOnly.includes(name)).join(' ');
  if (!SCOPE.test(requested)) {
    throw fault('err:oauth:invalid:scope', { message: 'scope: must be names with one space between them' });
  }
  const names = [...new Set(requested.split(' '))];
  const refused = names.filter((name) => !allowed.includes(name));
  if (refused.length > 0) {
    throw fault('err:oauth:invalid:scope', { message: `scope: the client may not have ${refused.join(' ')}` });
  }
  return names.join(' ');
}
