/** Who gets a login of its own at the store: every service, the gateway and the CLI. */
export const vaultRoles = [
  'gateway',
  'auth-token',
  'revocation',
  'content-filter',
  'order-processing',
  'cleanup',
  'ops',
] as const;

export type VaultRole = (typeof vaultRoles)[number];

const WRITE = ['create', 'read', 'update', 'delete'];
const READ = ['read'];

/**
 * What a service may do: everything below its own path, publish below its own public path, read what others published.
 * Third-party secrets are auth-token's alone; the CLI and the revocation service read one thing of
 * each other's. What is not named is denied.
 */
export function servicePolicy(role: VaultRole): string {
  const rules = [
    ...ownTree(`services/${role}`),
    ...ownTree(`public/${role}`),
    rule('secret/data/public/*', READ),
    rule('secret/metadata/public/*', ['read', 'list']),
    ...(role === 'auth-token' ? ownTree('tokens') : []),
    // How far the revocation log had come, which is no secret: to accept a log that was restored (ADR 0012).
    // By which applications outside prove their names to the feed.
    ...(role === 'revocation' ? [rule('secret/data/services/ops/outside-guards', READ)] : []),
    ...(role === 'ops' ? [rule('secret/data/services/revocation/log-mark', READ)] : []),
  ];
  return rules.join('\n');
}

/** KV version 2 has a path for each verb: reading, soft deletion, its undoing, destruction, history. */
function ownTree(tree: string): string[] {
  return [
    rule(`secret/data/${tree}/*`, WRITE),
    rule(`secret/metadata/${tree}/*`, ['read', 'list', 'delete']),
    ...['delete', 'undelete', 'destroy'].map((verb) => rule(`secret/${verb}/${tree}/*`, ['create', 'update'])),
  ];
}

function rule(path: string, capabilities: readonly string[]): string {
  return `path "${path}" { capabilities = ${JSON.stringify(capabilities)} }`;
}
