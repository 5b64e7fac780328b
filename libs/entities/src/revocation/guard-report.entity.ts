import { EntitySchema } from 'typeorm';

export interface GuardReportRow {
  readonly service: string;
  readonly guard: string;
  readonly seq: number;
  /** When it had enforced everything up to `seq`; at the latest, by the database's clock. */
  readonly appliedAt: Date;
  readonly expiresAt: Date;
}

const key = { primary: true, primaryKeyConstraintName: 'guard_report_pk' };

/** Which guard had enforced how much of the log, and when. */
export const guardReport = new EntitySchema<GuardReportRow>({
  name: 'revocation.guard_report',
  schema: 'revocation',
  tableName: 'guard_report',
  columns: {
    service: { type: 'text', ...key },
    guard: { type: 'text', ...key },
    seq: { type: 'bigint', ...key },
    appliedAt: { name: 'applied_at', type: 'timestamptz' },
    expiresAt: { name: 'expires_at', type: 'timestamptz' },
  },
  indices: [{ name: 'guard_report_expires_at', columns: ['expiresAt'] }],
});
