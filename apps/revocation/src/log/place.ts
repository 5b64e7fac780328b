/** A revocation that is committed; with its place in the log, where it was known to have one when it was read. */
export interface Committed {
  readonly revocationId: string;
  readonly place?: Place;
}

/** A place in the log, and since when. */
export interface Place {
  readonly seq: number;
  readonly sealedAt: Date;
}

/** The columns of `PlacedRow`. */
export const PLACE_COLUMNS = `id AS "revocationId", seq, sealed_at AS "sealedAt"`;

export interface PlacedRow {
  readonly revocationId: string;
  readonly seq: number | null;
  readonly sealedAt: Date | null;
}

export function committedOf({ revocationId, seq, sealedAt }: PlacedRow): Committed {
  return seq === null || sealedAt === null ? { revocationId } : { revocationId, place: { seq, sealedAt } };
}
