export { AuditLog, type AuditDetails, type AuditRecord } from './audit-log.js';
export { chainHash, genesisHash, type ChainEntry, type SealedEntry } from './chain-entry.js';
export { ChainVerifier, type ChainAnchor, type ChainFault } from './chain-verifier.js';
export { AuditSealer, type AuditSealerTerms } from './audit-sealer.js';
export { sealedEntryOf, sealedRowColumns, type SealedRow } from './chain-rows.js';
