import { Inject, Injectable } from '@nestjs/common';
import { Secret, SecretStore } from '@strongroom/vault';
import { makeRsaKey, privatePem, readPrivatePem, type SigningKey } from './rsa-key.js';
import { signingKeyPath } from './signing-key-path.js';
import { type PublicKey } from './signing-key.store.js';

/** The private halves of signing keys, in the secret store. */
@Injectable()
export class PrivateHalves {
  constructor(@Inject(SecretStore) private readonly secrets: SecretStore) {}

  /** A new key, stored before anybody can hear of it. Until a row names it, it signs nothing. */
  async make(): Promise<PublicKey> {
    const { kid, privateKey, publicJwk } = await makeRsaKey();
    await this.secrets.write(signingKeyPath(kid), { private_key: Secret.of(privatePem(privateKey)) }, { cas: 0 });
    return { kid, publicJwk };
  }

  /** Throws if it is not there, or is another key's. */
  async open(kid: string): Promise<SigningKey> {
    const stored = await this.secrets.read(signingKeyPath(kid));
    const pem = stored?.data['private_key'];
    if (pem === undefined) throw new Error(`the secret store has lost the private half of signing key ${kid}`);
    return readPrivatePem(kid, pem.reveal());
  }

  /** For a key that no row names. */
  forget(kid: string): Promise<void> {
    return this.secrets.forget(signingKeyPath(kid));
  }
}
