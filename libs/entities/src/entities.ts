import { type DataSourceOptions } from 'typeorm';
import { auditEntry } from './audit/audit-entry.entity.js';
import { chainHead } from './audit/chain-head.entity.js';
import { checkpoint } from './audit/checkpoint.entity.js';
import { client } from './auth/client.entity.js';
import { signingKey } from './auth/signing-key.entity.js';
import { storedTokenVersion } from './auth/stored-token-version.entity.js';
import { storedToken } from './auth/stored-token.entity.js';
import { tenant } from './auth/tenant.entity.js';
import { token } from './auth/token.entity.js';
import { cleanupPlanBatch } from './cleanup/plan-batch.entity.js';
import { cleanupPlanCount } from './cleanup/plan-count.entity.js';
import { cleanupPlan } from './cleanup/plan.entity.js';
import { serviceSchemas } from './database-roles.js';
import { detokenisePurpose } from './filter/detokenise-purpose.entity.js';
import { judgement } from './filter/judgement.entity.js';
import { policyVersion } from './filter/policy-version.entity.js';
import { pseudonymKey } from './filter/pseudonym-key.entity.js';
import { shadowCount } from './filter/shadow-count.entity.js';
import { shadowPolicy } from './filter/shadow-policy.entity.js';
import { capture } from './orders/capture.entity.js';
import { idempotencyClaim } from './orders/idempotency-claim.entity.js';
import { ledgerEntry } from './orders/ledger-entry.entity.js';
import { ledgerJournal } from './orders/ledger-journal.entity.js';
import { openOrder } from './orders/open-order.entity.js';
import { orderEvent } from './orders/order-event.entity.js';
import { orderLine } from './orders/order-line.entity.js';
import { payment } from './orders/payment.entity.js';
import { paymentCall } from './orders/payment-call.entity.js';
import { reservation } from './orders/reservation.entity.js';
import { salesOrder } from './orders/sales-order.entity.js';
import { stock } from './orders/stock.entity.js';
import { stockReceipt } from './orders/stock-receipt.entity.js';
import { revocationEvent } from './revocation/event.entity.js';
import { guard } from './revocation/guard.entity.js';
import { guardReport } from './revocation/guard-report.entity.js';
import { scheduledRevocation } from './revocation/scheduled.entity.js';
import { stopRequest } from './revocation/stop-request.entity.js';
import { webhookDelivery } from './revocation/webhook-delivery.entity.js';
import { webhookEndpoint } from './revocation/webhook-endpoint.entity.js';
import { webhookPosition } from './revocation/webhook-position.entity.js';
import { inboxEntity } from './shared/inbox.entity.js';
import { leaseEntity } from './shared/lease.entity.js';
import { logHeadEntity } from './shared/log-head.entity.js';
import { outboxEntity } from './shared/outbox.entity.js';

/** The row map of every table. */
export const entities: Extract<DataSourceOptions['entities'], readonly unknown[]> = [
  auditEntry,
  chainHead,
  checkpoint,
  tenant,
  client,
  token,
  signingKey,
  storedToken,
  storedTokenVersion,
  revocationEvent,
  guard,
  guardReport,
  scheduledRevocation,
  stopRequest,
  webhookEndpoint,
  webhookDelivery,
  webhookPosition,
  policyVersion,
  shadowPolicy,
  shadowCount,
  pseudonymKey,
  detokenisePurpose,
  judgement,
  stock,
  stockReceipt,
  salesOrder,
  orderLine,
  openOrder,
  reservation,
  payment,
  paymentCall,
  capture,
  ledgerJournal,
  ledgerEntry,
  idempotencyClaim,
  orderEvent,
  cleanupPlan,
  cleanupPlanBatch,
  cleanupPlanCount,
  ...serviceSchemas.map(outboxEntity),
  ...serviceSchemas.map(inboxEntity),
  ...serviceSchemas.map(leaseEntity),
  ...serviceSchemas.map(logHeadEntity),
];
