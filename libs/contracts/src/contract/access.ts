/** What a caller must be allowed to do. A new scope is a new line here, so that nobody invents one in passing. */
export const scopes = [
  'audit:read',
  'cleanup:read',
  'cleanup:write',
  'clients:write',
  'dead-letters:all-tenants',
  'dead-letters:read',
  'dead-letters:write',
  'filter:admin',
  'filter:detokenise',
  'filter:use',
  'orders:read',
  'orders:write',
  'revocation:emergency',
  'revocation:read',
  'revocation:write',
  'secrets:read',
  'secrets:write',
  'signing-keys:read',
  'signing-keys:write',
  'stock:read',
  'stock:write',
  'webhooks:read',
  'webhooks:write',
] as const;
export type Scope = (typeof scopes)[number];

/**
 * A token holds these only where it was asked for them by name: what a program carries about every day does not act on all
 * tenants at once.
 */
export const scopesByNameOnly: readonly string[] = ['revocation:emergency', 'signing-keys:write'] satisfies Scope[];

/**
 * Who may call: anybody (`openToAll()`), a caller whose credential holds every scope named (`allow('orders:write')`) or one of them
 * (`allowEither('revocation:read', 'revocation:emergency')`),
 * or a service of ours speaking for itself (`internal()`), never a request that came in by HTTP.
 */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'scopes'; readonly scopes: readonly [Scope, ...Scope[]] }
  | { readonly kind: 'either'; readonly scopes: readonly [Scope, Scope] }
  | { readonly kind: 'internal' };

export function allow(...required: [Scope, ...Scope[]]): Access {
  return { kind: 'scopes', scopes: required };
}

export function allowEither(...either: [Scope, Scope]): Access {
  return { kind: 'either', scopes: either };
}

export function internal(): Access {
  return { kind: 'internal' };
}

export function openToAll(): Access {
  return { kind: 'public' };
}
