/** The URL of a server, for a process that takes its own login from the secret store. */
export function withoutLogin(url: string): string {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return bare.href;
}

/** A Redis whose default user has no password accepts any; with one in the URL a process looks for no login of its own. */
export function withSomeLogin(url: string): string {
  const complete = new URL(url);
  if (complete.password !== '') return url;
  complete.username = 'default';
  complete.password = 'none';
  return complete.href;
}
