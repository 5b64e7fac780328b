import { type DataSourceOptions } from 'typeorm';
import { auditEntry } from './audit/audit-entry.entity.js';
import { client } from './auth/client.entity.js';
import { signingKey } from './auth/signing-key.entity.js';
import { storedTokenVersion } from './auth/stored-token-version.entity.js';
import { storedToken } from './auth/stored-token.entity.js';
import { tenant } from './auth/tenant.entity.js';
import { token } from './auth/token.entity.js';
import { serviceSchemas } from './database-roles.js';
import { inboxEntity } from './shared/inbox.entity.js';
import { leaseEntity } from './shared/lease.entity.js';
import { logHeadEntity } from './shared/log-head.entity.js';
import { outboxEntity } from './shared/outbox.entity.js';

/** The row map of every table. */
export const entities: Extract<DataSourceOptions['entities'], readonly unknown[]> = [
  auditEntry,
  tenant,
  client,
  token,
  signingKey,
  storedToken,
  storedTokenVersion,
  ...serviceSchemas.map(outboxEntity),
  ...serviceSchemas.map(inboxEntity),
  ...serviceSchemas.map(leaseEntity),
  ...serviceSchemas.map(logHeadEntity),
];
