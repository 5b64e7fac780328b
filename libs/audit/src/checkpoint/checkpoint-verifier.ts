import { type KeyObject } from 'node:crypto';
import {
  isSigned,
  readStatement,
  statementHash,
  type Checkpoint,
  type SignedCheckpoint,
  type TenantHead,
} from './checkpoint.js';

/**
 * - `unreadable`: no checkpoint stands at this place;
 * - `unsigned`: its signature is not that of the key it names, or nobody knows that key;
 * - `missing`: there is none with this number, though there is one after it;
 * - `unlinked`: it does not follow the one that now stands before it;
 * - `fork`: a second one with this number, here or in another copy;
 * - `truncated`: another copy has this number, and this one ends before it.
 */
export interface CheckpointFault {
  readonly kind: 'unreadable' | 'unsigned' | 'missing' | 'unlinked' | 'fork' | 'truncated';
  readonly number: number;
}

/** Checks one copy of the checkpoints, the table's or a file's, in the order of their numbers. Memory: a hash a checkpoint, and the heads. */
export class CheckpointVerifier {
  readonly hashes = new Map<number, string>();
  readonly #heads: TenantHead[] = [];
  #last: Checkpoint | undefined;

  /** `first`: the number that the copy must begin with; absent where it may begin anywhere. */
  constructor(
    private readonly keyOf: (keyId: string) => KeyObject | undefined,
    private readonly first?: number,
  ) {}

  /** The last one that could be read. */
  get last(): Checkpoint | undefined {
    return this.#last;
  }

  /** What the signed ones say, whether the copy is whole or not: none of them was ever untrue. */
  get heads(): readonly TenantHead[] {
    return this.#heads;
  }

  take(kept: SignedCheckpoint | undefined): readonly CheckpointFault[] {
    const checkpoint = kept === undefined ? undefined : readStatement(kept.statement);
    const expected = this.#last === undefined ? this.first : this.#last.number + 1;
    if (kept === undefined || checkpoint === undefined) return [{ kind: 'unreadable', number: expected ?? 1 }];
    const { number, previous, heads } = checkpoint;
    const key = this.keyOf(kept.keyId);
    const signed = key !== undefined && isSigned(kept, key);
    if (signed) this.#heads.push(...heads);
    const faults: CheckpointFault[] = signed ? [] : [{ kind: 'unsigned', number }];
    if (expected !== undefined && number < expected) return [...faults, { kind: 'fork', number }];
    if (expected !== undefined && number > expected) faults.push({ kind: 'missing', number: expected });
    else if (this.#last !== undefined && previous !== this.hashes.get(this.#last.number))
      faults.push({ kind: 'unlinked', number });
    this.#last = checkpoint;
    this.hashes.set(number, statementHash(kept.statement));
    return faults;
  }
}

/** Where a copy and another say different things, or the copy ends before the other, which is whole up to `upTo`. */
export function compareCopies(copy: CheckpointVerifier, other: CheckpointVerifier, upTo = Infinity): CheckpointFault[] {
  const end = copy.last?.number ?? 0;
  for (const [number, hash] of other.hashes) {
    if (number > upTo) break;
    if (number > end) return [{ kind: 'truncated', number: end + 1 }];
    const here = copy.hashes.get(number);
    if (here !== undefined && here !== hash) return [{ kind: 'fork', number }];
  }
  return [];
}
