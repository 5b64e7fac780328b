import { type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { readOutsideGuards, secretKeyOf } from '@strongroom/platform';
import { SecretStore } from '@strongroom/vault';

/** A guard that was removed is answered for so long at most. */
const KNOWN_FOR_MS = 10_000;
/** A request may name anything: the secret store is asked once for all that come within. */
const ASK_AGAIN_MS = 1_000;

interface Known {
  readonly keyId: string;
  readonly key: KeyObject;
}

/** The keys of applications that are guarded without being services of the platform. */
@Injectable()
export class OutsideGuards {
  #known: ReadonlyMap<string, Known> = new Map();
  #readAtMs = -Infinity;
  #reading: Promise<void> | undefined;

  constructor(@Inject(SecretStore) private readonly secrets: SecretStore) {}

  /** Undefined where there is none of this name and id. Throws where that cannot be told. */
  async key(name: string, keyId: string): Promise<KeyObject | undefined> {
    const isKnown = this.#known.get(name)?.keyId === keyId;
    if (performance.now() - this.#readAtMs > (isKnown ? KNOWN_FOR_MS : ASK_AGAIN_MS)) await this.#read();
    const found = this.#known.get(name);
    return found?.keyId === keyId ? found.key : undefined;
  }

  #read(): Promise<void> {
    this.#reading ??= readOutsideGuards(this.secrets)
      .then((guards) => {
        this.#known = new Map([...guards].map(([name, one]) => [name, { keyId: one.keyId, key: secretKeyOf(one) }]));
        this.#readAtMs = performance.now();
      })
      .finally(() => {
        this.#reading = undefined;
      });
    return this.#reading;
  }
}
