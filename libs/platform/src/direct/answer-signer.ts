import { Inject, Injectable } from '@nestjs/common';
import { type ServiceName } from '@strongroom/contracts';
import { signFeedResponse } from '@strongroom/guard';
import { SecretStore } from '@strongroom/vault';
import { OWN_NAME } from '../doors/own-name.js';
import { openOwnKey, type OwnKey } from '../keys/own-key.js';

/** The Ed25519 key by which this service signs what it answers at its own listener. */
@Injectable()
export class AnswerSigner {
  #key: Promise<OwnKey> | undefined;

  constructor(
    @Inject(OWN_NAME) private readonly self: ServiceName,
    @Inject(SecretStore) private readonly secrets: SecretStore,
  ) {}

  /** The value of the signature header: good for this request alone. */
  async sign(answer: { readonly nonce: string; readonly target: string; readonly body: Buffer }): Promise<string> {
    const { keyId, privateKey } = await this.key();
    return signFeedResponse(answer, keyId, privateKey);
  }

  /** Opened once for all who ask; a secret store that was away is asked again by the next. */
  key(): Promise<OwnKey> {
    this.#key ??= openOwnKey(this.secrets, this.self, 'signing').catch((error: unknown) => {
      this.#key = undefined;
      throw error;
    });
    return this.#key;
  }
}
