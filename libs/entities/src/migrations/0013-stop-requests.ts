import { migration } from './migration.js';
import { tenantTable } from './tenant-table.js';

/** Emergency stops that one person has asked for and another is to confirm; all of the tenant `*`. */
export const stopRequests = migration(13, 'stop-requests', [
  `CREATE TABLE revocation.stop_request (
     id uuid CONSTRAINT stop_request_pk PRIMARY KEY,
     tenant text NOT NULL,
     reason text NOT NULL,
     note text,
     metadata jsonb NOT NULL DEFAULT '{}',
     actor_type text NOT NULL,
     actor_id text NOT NULL,
     requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     expires_at timestamptz NOT NULL,
     revocation_id uuid
   )`,
  `CREATE INDEX stop_request_waiting ON revocation.stop_request (expires_at) WHERE revocation_id IS NULL`,
  ...tenantTable('revocation.stop_request', { grants: ['SELECT', 'INSERT', 'UPDATE (revocation_id)'] }),
]);
