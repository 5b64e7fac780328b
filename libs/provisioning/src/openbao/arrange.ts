import { access, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VaultClient, VaultFault, type VaultLogin } from '@strongroom/vault';
import { z } from 'zod';
import { privateDirectory } from '../folder.js';
import { servicePolicy, vaultRoles, type VaultRole } from './policies.js';

export type AppRoleFiles = Extract<VaultLogin, { method: 'approle' }>;

const roleIdBody = z.object({ data: z.object({ role_id: z.string() }) });
const secretIdBody = z.object({ data: z.object({ secret_id: z.string() }) });

/** So that a broken write loop cannot fill the store, and an old version is there long enough to look back. */
const VERSIONS_MAX = 20;
const TOKEN_TTL = '1h';
const TOKEN_TTL_MAX = '24h';

/**
 * Brings a store to what this version of Strongroom expects: the mount, a policy and an AppRole for each service, and the
 * files each logs in with. Changes only what differs, so it runs on every start.
 *
 * @param directory gets `<role>/role_id` and `<role>/secret_id`, mode 0600
 */
export async function arrangeStore(
  client: VaultClient,
  address: string,
  directory: string,
): Promise<Readonly<Record<VaultRole, AppRoleFiles>>> {
  await ensureMount(client);
  const logins = await Promise.all(
    vaultRoles.map(async (role) => [role, await ensureRole(client, address, role, join(directory, role))] as const),
  );
  return Object.fromEntries(logins) as Record<VaultRole, AppRoleFiles>;
}

/** Switches the AppRole login on in a store that somebody else set up; ours has it from its first start. */
export async function ensureAppRole(client: VaultClient): Promise<void> {
  try {
    await client.request({ method: 'POST', path: 'sys/auth/approle', body: { type: 'approle' } });
  } catch (error) {
    if (!(error instanceof VaultFault) || !error.message.includes('already in use')) throw error;
  }
}

async function ensureMount(client: VaultClient): Promise<void> {
  try {
    await client.request({ method: 'GET', path: 'sys/mounts/secret' });
  } catch (error) {
    // What is not mounted is a bad request to the store.
    if (!(error instanceof VaultFault) || error.kind !== 'refused') throw error;
    await client.request({
      method: 'POST',
      path: 'sys/mounts/secret',
      body: { type: 'kv', options: { version: '2' } },
    });
  }
  const body = { cas_required: true, max_versions: VERSIONS_MAX };
  await client.request({ method: 'POST', path: 'secret/config', body });
}

async function ensureRole(
  client: VaultClient,
  address: string,
  role: VaultRole,
  directory: string,
): Promise<AppRoleFiles> {
  const name = `strongroom-${role}`;
  const path = `auth/approle/role/${name}`;
  const post = (to: string, body: Record<string, unknown>): Promise<unknown> =>
    client.request({ method: 'POST', path: to, body });
  await post(`sys/policies/acl/${name}`, { policy: servicePolicy(role) });
  await post(path, { token_policies: [name], token_ttl: TOKEN_TTL, token_max_ttl: TOKEN_TTL_MAX });

  const login: AppRoleFiles = {
    method: 'approle',
    roleIdFile: join(directory, 'role_id'),
    secretIdFile: join(directory, 'secret_id'),
  };
  const roleId = roleIdBody.parse(await client.request({ method: 'GET', path: `${path}/role-id` })).data.role_id;
  if (await letsIn(address, login, roleId)) return login;
  await privateDirectory(directory);
  await writePrivate(login.roleIdFile, roleId);
  await writePrivate(login.secretIdFile, secretIdBody.parse(await post(`${path}/secret-id`, {})).data.secret_id);
  return login;
}

/** Whether the files from an earlier start still hold. */
async function letsIn(address: string, login: AppRoleFiles, roleId: string): Promise<boolean> {
  const known = await access(login.secretIdFile).then(
    async () => (await readFile(login.roleIdFile, 'utf8')).trim() === roleId,
    () => false,
  );
  if (!known) return false;
  try {
    await (await VaultClient.open({ address, login })).close();
    return true;
  } catch (error) {
    if (error instanceof VaultFault && error.kind === 'denied') return false;
    throw error;
  }
}

/** Replaces a file as a whole: a service that reads it meanwhile sees the old or the new one. */
async function writePrivate(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
