/**
 * The scopes that `?scope=` asks for: names with a space between them, and all of them where it is given more than once. So
 * whatever a client manages to append to the query can only ask for more.
 */
export function requiredScopes(query: unknown): readonly string[] {
  if (typeof query !== 'object' || query === null || !('scope' in query)) return [];
  const given: readonly unknown[] = Array.isArray(query.scope) ? query.scope : [query.scope];
  return given.flatMap((names) => String(names).split(' '));
}
