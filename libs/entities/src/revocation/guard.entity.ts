import { EntitySchema } from 'typeorm';

export interface GuardRow {
  readonly service: string;
  readonly guard: string;
  /** How far it has enforced the log. */
  readonly appliedSeq: number;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

const key = { primary: true, primaryKeyConstraintName: 'guard_pk' };

/** The guards that follow the log, as they were last heard of. */
export const guard = new EntitySchema<GuardRow>({
  name: 'revocation.guard',
  schema: 'revocation',
  tableName: 'guard',
  columns: {
    service: { type: 'text', ...key },
    guard: { type: 'text', ...key },
    appliedSeq: { name: 'applied_seq', type: 'bigint', default: 0 },
    firstSeenAt: { name: 'first_seen_at', type: 'timestamptz' },
    lastSeenAt: { name: 'last_seen_at', type: 'timestamptz' },
    expiresAt: { name: 'expires_at', type: 'timestamptz' },
  },
});
