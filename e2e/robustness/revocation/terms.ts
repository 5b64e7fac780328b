import { readFileSync } from 'node:fs';
import { createPublicKey, type KeyObject } from 'node:crypto';
import { StaticKeys, verificationKey } from '@strongroom/guard';
import { ServiceKeys } from '@strongroom/platform';
import { VaultClient, type VaultLogin, VaultSecretStore } from '@strongroom/vault';

/** What every process of a run is told. The file that holds it goes with the run. */
export interface RevocationTerms {
  readonly folder: string;
  readonly seed: number;
  readonly vaultAddress: string;
  /** How a process of the service `gateway` logs in: guards live there, and revocations come from there. */
  readonly gateway: VaultLogin;
  /** By which the revocation service signs: PEM. */
  readonly signingKey: { readonly keyId: string; readonly pem: string };
}

export interface GuardTerms {
  readonly name: string;
  readonly feedUrls: readonly string[];
  /** Absent for a guard that follows the feed only. */
  readonly redis?: string;
}

export function readTerms(file: string): RevocationTerms {
  return JSON.parse(readFileSync(file, 'utf8')) as RevocationTerms;
}

export function pemOf(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
}

/** The keys of the service `gateway`, and those by which it knows the revocation service. */
export async function gatewayKeys({ vaultAddress, gateway, signingKey }: RevocationTerms): Promise<{
  readonly pairKeys: ServiceKeys;
  readonly signingKeys: StaticKeys;
  readonly close: () => Promise<void>;
}> {
  const client = await VaultClient.open({ address: vaultAddress, login: gateway });
  const pairKeys = await ServiceKeys.open('gateway', new VaultSecretStore(client));
  const { keyId, pem } = signingKey;
  const signingKeys = new StaticKeys([verificationKey(keyId, 'EdDSA', createPublicKey(pem))]);
  return { pairKeys, signingKeys, close: () => client.close() };
}
