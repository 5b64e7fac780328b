export { isUniqueViolation, SqlError } from './connection/database-error.js';
export { databaseOptions, type DatabaseLimits, type DatabaseTerms } from './connection/database-options.js';
export { Inbox } from './inbox/inbox.js';
export { Lease, type HeldLease, type LeaseTerms } from './lease/lease.js';
export { LogHead } from './log/log-head.js';
export { logPosition } from './log/log-position.js';
export {
  sealedChannel,
  Sealer,
  sealerLease,
  unsealedChannel,
  type LogState,
  type LogTerms,
  type SealerTerms,
  type SealPass,
} from './log/sealer.js';
export { BackgroundLoop, type LoopPass, type LoopTerms } from './loop/background-loop.js';
export { migrate } from './migration/migrate.js';
export { OutboxRelay, type EventSink, type RelayTerms } from './outbox/outbox-relay.js';
export { Outbox, type OutboxEvent } from './outbox/outbox.js';
export { pageOf } from './page.js';
export { Signals, type SignalHandler, type SignalTerms } from './signals/signals.js';
export { Database } from './transaction/database.js';
export { type TransactionTerms } from './transaction/open-transaction.js';
export { Transactions, type TransactionTracer } from './transaction/transactions.js';
