export interface OpenBaoConfig {
  readonly port: number;
  readonly clusterPort: number;
  readonly raftDirectory: string;
  /** 32 random bytes, mode 0400: whoever has this file and the data can unseal the store. */
  readonly sealKeyFile: string;
  readonly provisioner: { readonly roleIdFile: string; readonly secretIdFile: string };
}

/**
 * The server's configuration file. Its `initialize` stanza runs once, on the first start, and one that fails leaves
 * storage that never unseals: so it makes the provisioner's login and nothing else. Everything after that is reconciled
 * on each start, by the provisioner.
 */
export function openBaoConfig(config: OpenBaoConfig): string {
  const address = `127.0.0.1:${config.port}`;
  const clusterAddress = `127.0.0.1:${config.clusterPort}`;
  return JSON.stringify(
    {
      ui: false,
      api_addr: `http://${address}`,
      cluster_addr: `https://${clusterAddress}`,
      // Loopback only: what listens elsewhere needs TLS.
      listener: [{ tcp: { address, cluster_address: clusterAddress, tls_disable: true } }],
      // A multiplier of 1 makes a lone node elect itself in 2 s and not 7.
      storage: { raft: { path: config.raftDirectory, node_id: 'strongroom', performance_multiplier: 1 } },
      seal: { static: { current_key_id: 'strongroom-1', current_key: `file://${config.sealKeyFile}` } },
      initialize: [{ strongroom: { request: initialRequests(config.provisioner) } }],
    },
    null,
    2,
  );
}

function initialRequests({ roleIdFile, secretIdFile }: OpenBaoConfig['provisioner']): unknown {
  const role = 'auth/approle/role/provisioner';
  const fromFile = (path: string): unknown => ({ eval_type: 'string', eval_source: 'file', path });
  const request = (name: string, path: string, data: unknown): unknown => ({
    [name]: { operation: 'update', path, data },
  });
  return [
    request('approle', 'sys/auth/approle', { type: 'approle' }),
    request('policy', 'sys/policies/acl/provisioner', { policy: provisionerPolicy }),
    request('role', role, { token_policies: ['provisioner'], token_ttl: '10m', token_max_ttl: '1h' }),
    request('role-id', `${role}/role-id`, { role_id: fromFile(roleIdFile) }),
    request('secret-id', `${role}/custom-secret-id`, { secret_id: fromFile(secretIdFile) }),
  ];
}

/** May arrange the store and write what services need on their first start; may not read third-party secrets. */
const provisionerPolicy = [
  'path "sys/mounts/secret" { capabilities = ["create", "read", "update"] }',
  'path "sys/policies/acl/*" { capabilities = ["create", "read", "update", "delete", "list"] }',
  'path "sys/policies/acl/provisioner" { capabilities = ["read"] }',
  'path "auth/approle/role/*" { capabilities = ["create", "read", "update", "delete", "list"] }',
  'path "auth/approle/role/provisioner" { capabilities = ["read"] }',
  'path "secret/config" { capabilities = ["create", "read", "update"] }',
  'path "secret/data/services/*" { capabilities = ["create", "read", "update"] }',
  'path "secret/metadata/services/*" { capabilities = ["read", "list"] }',
].join('\n');
