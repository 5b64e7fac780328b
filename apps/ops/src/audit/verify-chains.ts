import { ChainVerifier, type ChainFault, type SealedEntry } from '@strongroom/audit';
import type { AdministratorsDatabase } from '../database/as-administrator.js';
import { ChainStore, type ChainHead } from './chain.store.js';

/** `unknown-to-sealer`: the sealer never came to this seq, and there is an entry with it. */
type Fault = ChainFault | { readonly kind: 'unknown-to-sealer'; readonly seq: number };

export interface ChainReport extends ChainHead {
  /** How many entries have a place. */
  readonly entries: number;
  /** The last seq that a checkpoint has signed: entries behind it could have been changed together with the sealer's head. */
  readonly signedSeq: number;
  /** When the first entry behind `signedSeq` that has a place was written (RFC 3339); null where all are signed. */
  readonly unsignedSince: string | null;
  /** How many are committed and have none yet: of these nothing is proven. */
  readonly unsealed: number;
  readonly faultCount: number;
  /** The first hundred. */
  readonly faults: readonly Fault[];
}

export interface VerifyTerms {
  readonly tenant?: string | undefined;
  /** Heads that were kept outside the database. */
  readonly anchors?: readonly ChainHead[];
  /** Heads that checkpoints have signed: those of the anchors that nobody could have made up. */
  readonly signed?: readonly ChainHead[];
}

const FAULTS_SHOWN = 100;

/** Checks the chains in one snapshot, by the sealer's heads and by `anchors`. One report a tenant, ordered by tenant. */
export function verifyChains(
  { transactions, db }: AdministratorsDatabase,
  terms: VerifyTerms = {},
): Promise<readonly ChainReport[]> {
  const check = async (): Promise<readonly ChainReport[]> => {
    const store = new ChainStore(db);
    await store.refuseHiddenRows();
    return checkChains(store, terms);
  };
  return transactions.runAcrossTenants(check, { isolation: 'REPEATABLE READ' });
}

/** The same, in the caller's snapshot. */
export async function checkChains(
  store: ChainStore,
  { tenant, anchors = [], signed = [] }: VerifyTerms,
): Promise<readonly ChainReport[]> {
  const heads = await store.heads(tenant);
  const kept = anchors.filter((anchor) => anchor.seq > 0 && (tenant === undefined || anchor.tenant === tenant));
  const known = Map.groupBy([...heads, ...kept], (anchor) => anchor.tenant);
  const headSeqs = new Map(heads.map((head) => [head.tenant, head.seq]));
  const signedSeqs = new Map<string, number>();
  for (const { tenant: name, seq } of signed) signedSeqs.set(name, Math.max(seq, signedSeqs.get(name) ?? 0));
  const chains = new Map<string, ChainCheck>();
  const chainOf = (name: string): ChainCheck => {
    const seqs = { sealer: headSeqs.get(name) ?? 0, signed: signedSeqs.get(name) ?? 0 };
    const chain = chains.get(name) ?? new ChainCheck(name, seqs, known.get(name));
    chains.set(name, chain);
    return chain;
  };
  for (const name of known.keys()) chainOf(name);
  for await (const entry of store.sealed(tenant)) chainOf(entry.entry.tenant).take(entry);
  for (const waiting of await store.unsealed(tenant)) chainOf(waiting.tenant).unsealed = waiting.count;
  return [...chains.values()]
    .map((chain) => chain.report())
    .toSorted((a, b) => (a.tenant < b.tenant ? -1 : Number(a.tenant > b.tenant)));
}

class ChainCheck {
  unsealed = 0;
  readonly #verifier: ChainVerifier;
  readonly #faults: Fault[] = [];
  #faultCount = 0;
  #entries = 0;
  #unsignedSince: string | null = null;

  constructor(
    private readonly tenant: string,
    private readonly seqs: { readonly sealer: number; readonly signed: number },
    anchors?: readonly ChainHead[],
  ) {
    this.#verifier = new ChainVerifier(anchors);
  }

  take(entry: SealedEntry): void {
    this.#entries += 1;
    if (entry.seq > this.seqs.signed)
      this.#unsignedSince ??= new Date(Number(entry.entry.recordedAt) * 1_000).toISOString();
    this.#note(this.#verifier.take(entry));
  }

  report(): ChainReport {
    const { head } = this.#verifier;
    this.#note(this.#verifier.finish());
    if (head.seq > this.seqs.sealer) this.#note([{ kind: 'unknown-to-sealer', seq: this.seqs.sealer + 1 }]);
    return {
      tenant: this.tenant,
      ...head,
      entries: this.#entries,
      signedSeq: this.seqs.signed,
      unsignedSince: this.#unsignedSince,
      unsealed: this.unsealed,
      faultCount: this.#faultCount,
      faults: this.#faults,
    };
  }

  #note(faults: readonly Fault[]): void {
    this.#faultCount += faults.length;
    this.#faults.push(...faults.slice(0, FAULTS_SHOWN - this.#faults.length));
  }
}
