import { fault, type Access } from '@strongroom/contracts';
import { type SecurityContext } from './security-context.js';

/** Throws `err:access:denied:scope`, naming what is missing, unless `context` may do what `access` asks for. */
export function requireAccess(access: Access, context: SecurityContext): void {
  switch (access.kind) {
    case 'public':
      return;
    case 'internal':
      if (context.actor.type === 'service' && context.credential === undefined) return;
      throw fault('err:access:denied:scope', { message: 'this call is for services that act for themselves' });
    case 'either':
      if (access.scopes.some((scope) => context.scopes.includes(scope))) return;
      throw fault('err:access:denied:scope', {
        message: `the credential lacks the scope ${access.scopes.join(' or ')}`,
      });
    case 'scopes': {
      const missing = access.scopes.filter((scope) => !context.scopes.includes(scope));
      if (missing.length === 0) return;
      throw fault('err:access:denied:scope', { message: `the credential lacks the scope ${missing.join(' ')}` });
    }
  }
}
