/** What one table keeps for how long. From it come the plans, the cleanup role's rights, and the check that none is missing. */
export interface RetentionPolicy {
  /** By this name plans and reports speak of the rows. */
  readonly type: string;
  /** With its schema. It has the column `expires_at`, and an index on it unless it is small. */
  readonly table: `${string}.${string}`;
  /** Whether its rows belong to tenants, by a column `tenant`; otherwise to the platform as a whole. */
  readonly perTenant: boolean;
  /** With the tenant, if there is one, these tell a row from all others, and never change: so a row is known again after its expiry has moved. */
  readonly identity: readonly IdentityColumn[];
  /** How long after its expiry a row stays. */
  readonly keepsMs: number;
  /** Why that long, for whoever asks; a sentence. */
  readonly reason: string;
}

export interface IdentityColumn {
  readonly column: string;
  readonly type: 'uuid' | 'text' | 'bigint' | 'timestamptz';
}

/** A table with a time in it that cleanup leaves alone. */
export interface RetentionExemption {
  readonly table: `${string}.${string}`;
  readonly reason: string;
}

/** In counts, the owner of rows that belong to no tenant. No tenant can have this name. */
export const PLATFORM = '-';
