import { type AppRoleFiles, type VaultRole } from '@strongroom/provisioning';
import { testVariable } from './test-environment.js';

/** How `role` logs in at the test secret store: `VaultClient.open({ address, login })`. */
export function testVaultLogin(role: VaultRole): { readonly address: string; readonly login: AppRoleFiles } {
  const logins = JSON.parse(testVariable('TEST_VAULT_LOGINS')) as Readonly<Record<VaultRole, AppRoleFiles>>;
  return { address: testVariable('TEST_VAULT_ADDR'), login: logins[role] };
}
