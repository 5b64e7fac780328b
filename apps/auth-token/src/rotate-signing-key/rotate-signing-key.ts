import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { fault, type CarriesOut, type Output, type rotateSigningKey } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { PrivateHalves } from '../signing/private-halves.js';
import { shownSigningKey } from '../signing/shown-signing-key.js';
import { SigningKeyStore, type PublicKey, type ShownKeyRow } from '../signing/signing-key.store.js';
import { PUBLISHED_MAX } from '../signing/signing-terms.js';
import { RotateSigningKeyStore } from './rotate-signing-key.store.js';

type Rotation = Output<typeof rotateSigningKey>;

/**
 * The first step of a rotation; `SettleSigningKeys` takes the others when their time has come. The private half is stored, then
 * the public half is published, so a process that dies between the two has begun nothing, and the call is made again.
 */
@Injectable()
export class RotateSigningKey implements CarriesOut<typeof rotateSigningKey> {
  constructor(
    @Inject(SigningKeyStore) private readonly keys: SigningKeyStore,
    @Inject(RotateSigningKeyStore) private readonly store: RotateSigningKeyStore,
    @Inject(PrivateHalves) private readonly privateHalves: PrivateHalves,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async execute(): Promise<Rotation> {
    const underWay = await this.transactions.run(() => this.underWay());
    if (underWay !== undefined) return underWay;
    const made = await this.privateHalves.make();
    const rotation = await this.transactions.run(() => this.publish(made));
    if (rotation.outcome === 'under_way') await this.privateHalves.forget(made.kid);
    return rotation;
  }

  private async publish(made: PublicKey): Promise<Rotation> {
    await this.keys.lockSuccession();
    const underWay = await this.underWay();
    if (underWay !== undefined) return underWay;
    await this.store.insertNext(made);
    const target = { type: 'signing-key', id: made.kid };
    await this.audit.record({ action: 'signing-key.rotate', target, outcome: 'succeeded', details: { alg: 'RS256' } });
    return { outcome: 'begun', next: nextOf(await this.keys.all()) };
  }

  private async underWay(): Promise<Rotation | undefined> {
    const keys = await this.keys.all();
    if (keys.some(({ state }) => state === 'next')) return { outcome: 'under_way', next: nextOf(keys) };
    const published = keys.filter(({ state }) => state === 'active' || state === 'overlap').length;
    if (published >= PUBLISHED_MAX) {
      throw fault('err:signing:exceeded:keys', {
        message: `${published} keys are published, and ${PUBLISHED_MAX} may be`,
      });
    }
    return undefined;
  }
}

function nextOf(keys: readonly ShownKeyRow[]): Rotation['next'] {
  const next = keys.find(({ state }) => state === 'next');
  if (next === undefined) throw new Error('the next signing key is not there');
  return shownSigningKey(next);
}
