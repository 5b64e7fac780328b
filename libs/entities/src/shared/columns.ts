import { type EntitySchemaColumnOptions } from 'typeorm';

/** Columns that many tables have alike, so that their row maps cannot drift apart. */
export const columns = {
  tenant: { type: 'text' },
  seq: { type: 'bigint', nullable: true },
  recordedAt: { name: 'recorded_at', type: 'timestamptz', default: () => 'clock_timestamp()' },
} satisfies Record<string, EntitySchemaColumnOptions>;
