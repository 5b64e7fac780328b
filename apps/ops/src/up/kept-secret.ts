import { randomSecret } from '@strongroom/provisioning';
import { Secret, type SecretStore } from '@strongroom/vault';

/** The field of a secret in the store, made at random on the first call, beside fields that are no secret. */
export async function keptSecret(
  store: SecretStore,
  path: string,
  field: string,
  beside: Readonly<Record<string, string>> = {},
  make: () => string = randomSecret,
): Promise<Secret> {
  const known = (await store.read(path))?.data[field];
  if (known !== undefined) return known;
  const secret = Secret.of(make());
  const cas = (await store.history(path))?.currentVersion ?? 0;
  await store.write(path, { ...beside, [field]: secret }, { cas });
  return secret;
}
