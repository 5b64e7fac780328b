import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { type FilterKeys, type KeyRing, needsKeys, type Policy } from '@strongroom/filter';
import { Transactions } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { type KeyMaterial, KeyMaterials, lost } from './key-material.js';
import { PseudonymKeyStore } from './pseudonym-key.store.js';

/**
 * A tenant's keys for tokens and hashes. Which version is current is read for each call, so that a new one holds at once, in every
 * replica. Throws `err:platform:unavailable:secret-store`.
 */
@Injectable()
export class PseudonymKeys {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(PseudonymKeyStore) private readonly store: PseudonymKeyStore,
    @Inject(KeyMaterials) private readonly materials: KeyMaterials,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** What the policy needs, which mostly is nothing. The tenant's first key is made here. */
  async toTreat(policy: Policy): Promise<FilterKeys> {
    if (!needsKeys(policy)) return {};
    return (await this.stored()) ?? (await this.make(1), (await this.stored()) ?? {});
  }

  /** Nothing for a tenant that has never had a key: then no token is its own. */
  toRestore(): Promise<FilterKeys | undefined> {
    return this.stored();
  }

  /** The version after the current one. Of several who rotate at once all get the same. */
  async rotate(): Promise<number> {
    const versions = await this.transactions.run(() => this.store.storedVersions());
    const next = (versions.at(-1) ?? 0) + 1;
    await this.make(next);
    return next;
  }

  private async stored(): Promise<FilterKeys | undefined> {
    const versions = await this.transactions.run(() => this.store.storedVersions());
    const current = versions.at(-1);
    if (current === undefined) return undefined;
    const found: (readonly [number, KeyMaterial])[] = [];
    for (const version of versions) {
      const material = await this.materials.read(version);
      // An older one may have been destroyed, so that nobody can undo its tokens any more.
      if (material) found.push([version, material]);
      else if (version === current) throw lost(version);
    }
    const ring = (of: keyof KeyMaterial): KeyRing => ({
      current,
      versions: new Map(found.map(([version, material]) => [version, material[of]])),
    });
    return { tokenise: ring('tokenise'), hash: ring('hash') };
  }

  /** Claimed, written, settled (ADR 8). Nothing is made with a version before it is settled, so whoever comes by may end it. */
  private async make(version: number): Promise<void> {
    await this.transactions.run(async () => {
      if (await this.store.claim(version)) await this.record('pseudonym-key.make.begin', version);
    });
    await this.materials.make(version);
    await this.transactions.run(async () => {
      if (await this.store.settle(version)) await this.record('pseudonym-key.make', version);
    });
  }

  private record(action: 'pseudonym-key.make.begin' | 'pseudonym-key.make', version: number): Promise<void> {
    const target = { type: 'pseudonym-key', id: currentContext().tenant };
    return this.audit.record({ action, target, outcome: 'succeeded', details: { version } });
  }
}
