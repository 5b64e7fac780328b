import { EntitySchema } from 'typeorm';

export interface ChainHeadRow {
  readonly tenant: string;
  readonly seq: number;
  readonly hash: Buffer;
  readonly fence: number;
  /** The seq that a checkpoint has last signed; 0 before the first. */
  readonly signedSeq: number;
}

/** The last entry of each tenant's audit chain, as the sealer left it. */
export const chainHead = new EntitySchema<ChainHeadRow>({
  name: 'audit.chain_head',
  schema: 'audit',
  tableName: 'chain_head',
  columns: {
    tenant: { type: 'text', primary: true, primaryKeyConstraintName: 'chain_head_pk' },
    seq: { type: 'bigint' },
    hash: { type: 'bytea' },
    fence: { type: 'bigint' },
    signedSeq: { name: 'signed_seq', type: 'bigint', default: 0 },
  },
});
