import { chainHash, genesisHash, type SealedEntry } from './chain-entry.js';

/** A head that was kept where whoever changes the table cannot reach. */
export interface ChainAnchor {
  readonly seq: number;
  readonly hash: string;
}

/**
 * - `altered`: the entry, or its seq, is not what was hashed;
 * - `missing`: there is no entry with this seq, though there is one after it;
 * - `unlinked`: the entry does not follow the one that now stands before it;
 * - `fork`: a second entry with this seq, or one whose hash is not that of an anchor;
 * - `truncated`: an anchor knows this seq, and the table ends before it.
 */
export interface ChainFault {
  readonly kind: 'altered' | 'missing' | 'unlinked' | 'fork' | 'truncated';
  readonly seq: number;
}

/**
 * Checks the chain of one tenant in one pass. Memory is that of the anchors, never of the entries. A chain that was rewritten
 * from some seq on, all hashes made anew, is consistent in itself: only an anchor at or after that seq shows it.
 */
export class ChainVerifier {
  private seq = 0;
  private hash = genesisHash;
  private readonly anchors: readonly ChainAnchor[];
  private anchorsPassed = 0;

  constructor(anchors: readonly ChainAnchor[] = []) {
    this.anchors = anchors.toSorted((a, b) => a.seq - b.seq);
  }

  /** The last entry taken; seq 0 before the first. */
  get head(): ChainAnchor {
    return { seq: this.seq, hash: this.hash };
  }

  /** Takes the next entry; entries come in the order of their seq. A run of missing entries is one fault, at its first seq. */
  take({ entry, seq, prevHash, hash }: SealedEntry): readonly ChainFault[] {
    const faults: ChainFault[] = [];
    const second = seq <= this.seq;
    const gap = seq > this.seq + 1;
    if (second) faults.push({ kind: 'fork', seq });
    if (gap) faults.push({ kind: 'missing', seq: this.seq + 1 });
    if (chainHash(prevHash, seq, entry) !== hash) faults.push({ kind: 'altered', seq });
    if (second) return faults;
    if (!gap && prevHash !== this.hash) faults.push({ kind: 'unlinked', seq });
    this.seq = seq;
    this.hash = hash;
    return [...faults, ...this.forksAtHead()];
  }

  /** What can only be known at the end: the anchors that the table does not reach. */
  finish(): readonly ChainFault[] {
    const [beyond] = this.anchors.slice(this.anchorsPassed);
    return beyond === undefined ? [] : [{ kind: 'truncated', seq: this.seq + 1 }];
  }

  /** An anchor below the head stands at an entry that is missing: only another anchor can gainsay it there. */
  private forksAtHead(): ChainFault[] {
    const forks = new Set<number>();
    for (let anchor = this.anchors[this.anchorsPassed]; anchor !== undefined && anchor.seq <= this.seq;) {
      const next = this.anchors[this.anchorsPassed + 1];
      if (anchor.seq === this.seq && anchor.hash !== this.hash) forks.add(anchor.seq);
      if (next?.seq === anchor.seq && next.hash !== anchor.hash) forks.add(anchor.seq);
      this.anchorsPassed += 1;
      anchor = next;
    }
    return [...forks].map((seq) => ({ kind: 'fork', seq }));
  }
}
