import { CheckpointVerifier, compareCopies, type CheckpointFault, type TenantHead } from '@strongroom/audit';
import type { AdministratorsDatabase } from '../database/as-administrator.js';
import { ChainStore } from './chain.store.js';
import { type CheckedCopy } from './checkpoint-files.js';
import { type CheckpointKeys } from './checkpoint-keys.js';
import { checkChains, type ChainReport, type VerifyTerms } from './verify-chains.js';

export interface CopyReport {
  /** `Postgres`, or the file. */
  readonly copy: string;
  readonly checkpoints: number;
  /** Number and time of the last one; 0 and null where there is none. */
  readonly last: number;
  readonly at: string | null;
  readonly faultCount: number;
  /** The first hundred. */
  readonly faults: readonly CheckpointFault[];
}

export interface AuditReport {
  readonly chains: readonly ChainReport[];
  readonly copies: readonly CopyReport[];
}

export interface VerifyAuditTerms extends VerifyTerms {
  readonly keys: CheckpointKeys;
  /** Files, looked at before the table is: so the table has all that they have. */
  readonly files: readonly CheckedCopy[];
  readonly nowMs?: number;
}

const FAULTS_SHOWN = 100;
/** So late a file may be: it is caught up within a pass of the service that keeps it. */
const FILE_LATE_MS = 5 * 60_000;

/** Checks the checkpoints, and the chains by what they say, in one snapshot. */
export function verifyAudit(
  { transactions, db }: AdministratorsDatabase,
  { keys, files, nowMs = Date.now(), tenant, anchors = [] }: VerifyAuditTerms,
): Promise<AuditReport> {
  const check = async (): Promise<AuditReport> => {
    const store = new ChainStore(db);
    await store.refuseHiddenRows();
    const table = new CheckpointVerifier(keys, 1);
    const faults: CheckpointFault[] = [];
    const settled = { number: 0 };
    for await (const row of store.checkpoints()) {
      faults.push(...table.take(row));
      const { last } = table;
      if (last !== undefined && nowMs - Date.parse(last.at) > FILE_LATE_MS) settled.number = last.number;
    }
    for (const { verifier } of files) faults.push(...compareCopies(table, verifier));
    const copies = [
      reportOf({ name: 'Postgres', verifier: table, faults }),
      ...files.map((copy) =>
        reportOf({ ...copy, faults: [...copy.faults, ...compareCopies(copy.verifier, table, settled.number)] }),
      ),
    ];
    const signed: TenantHead[] = [table, ...files.map(({ verifier }) => verifier)].flatMap(({ heads }) => heads);
    return { chains: await checkChains(store, { tenant, anchors: [...anchors, ...signed], signed }), copies };
  };
  return transactions.runAcrossTenants(check, { isolation: 'REPEATABLE READ' });
}

function reportOf({ name, verifier, faults }: CheckedCopy): CopyReport {
  return {
    copy: name,
    checkpoints: verifier.hashes.size,
    last: verifier.last?.number ?? 0,
    at: verifier.last?.at ?? null,
    faultCount: faults.length,
    faults: faults.slice(0, FAULTS_SHOWN),
  };
}
