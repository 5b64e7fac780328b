import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { obtainOpenBao, type OpenBaoServer } from '@strongroom/provisioning';
import { VaultClient, type VaultLogin } from '../../src/index.js';

/** A real OpenBao of this test file's own, because the tests revoke, seal and starve it. */
export function startStore(): Promise<OpenBaoServer> {
  return obtainOpenBao({ root: process.cwd(), data: 'scratch', say: () => undefined });
}

export interface RoleTerms {
  readonly name: string;
  readonly policy: string;
  readonly ttl: string;
  readonly maxTtl: string;
}

/** An AppRole made for one test, and how to log in with it. */
export async function makeRole(server: OpenBaoServer, terms: RoleTerms): Promise<VaultLogin> {
  const client = await VaultClient.open({ address: server.url, login: server.provisioner });
  try {
    const path = `auth/approle/role/${terms.name}`;
    const post = (to: string, body: Record<string, unknown>): Promise<unknown> =>
      client.request({ method: 'POST', path: to, body });
    await post(`sys/policies/acl/${terms.name}`, { policy: terms.policy });
    await post(path, { token_policies: [terms.name], token_ttl: terms.ttl, token_max_ttl: terms.maxTtl });
    const roleId = (await client.request({ method: 'GET', path: `${path}/role-id` })) as { data: { role_id: string } };
    const secretId = (await post(`${path}/secret-id`, {})) as { data: { secret_id: string } };
    return await loginFiles(roleId.data.role_id, secretId.data.secret_id);
  } finally {
    await client.close();
  }
}

const made: string[] = [];

/** Removes the files of every login that was made. */
export async function removeLogins(): Promise<void> {
  for (const directory of made.splice(0)) await rm(directory, { recursive: true });
}

export async function loginFiles(roleId: string, secretId: string): Promise<VaultLogin> {
  const directory = await mkdtemp(join(tmpdir(), 'strongroom-login-'));
  made.push(directory);
  const [roleIdFile, secretIdFile] = [join(directory, 'role_id'), join(directory, 'secret_id')];
  await writeFile(roleIdFile, roleId, { mode: 0o600 });
  await writeFile(secretIdFile, secretId, { mode: 0o600 });
  return { method: 'approle', roleIdFile, secretIdFile };
}
