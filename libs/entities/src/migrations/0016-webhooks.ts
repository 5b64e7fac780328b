import { databaseRoles } from '../database-roles.js';
import { migration } from './migration.js';
import { retentionAccess } from './retention-access.js';
import { tenantTable } from './tenant-table.js';

const { role } = databaseRoles.revocation;

/** Where the revocation log is told to by webhook, how far it has been told, and what became of each telling. */
export const webhooks = migration(16, 'webhooks', [
  `CREATE TABLE revocation.webhook_endpoint (
     id uuid CONSTRAINT webhook_endpoint_pk PRIMARY KEY,
     tenant text NOT NULL,
     url text NOT NULL,
     event_types text[] NOT NULL,
     description text NOT NULL,
     status text NOT NULL DEFAULT 'enabled' CONSTRAINT webhook_endpoint_status CHECK (status IN ('enabled', 'disabled')),
     disabled_because text
       CONSTRAINT webhook_endpoint_disabled_because CHECK (disabled_because IN ('gone', 'failing')),
     secret_version integer NOT NULL,
     previous_secret_version integer,
     previous_secret_until timestamptz,
     failures integer NOT NULL DEFAULT 0,
     failing_since timestamptz,
     paused_until timestamptz NOT NULL DEFAULT '-infinity',
     created_by_type text NOT NULL,
     created_by_id text NOT NULL,
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     CONSTRAINT webhook_endpoint_disabled CHECK ((status = 'disabled') = (disabled_because IS NOT NULL))
   )`,
  `CREATE INDEX webhook_endpoint_tenant ON revocation.webhook_endpoint (tenant, id)`,
  ...tenantTable('revocation.webhook_endpoint', {
    grants: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    acrossTenants: ['SELECT', 'UPDATE'],
  }),

  // What was settled expires; what waits never does, so that nothing is cleaned away unsent.
  `CREATE TABLE revocation.webhook_delivery (
     endpoint_id uuid NOT NULL,
     event_id uuid NOT NULL,
     tenant text NOT NULL,
     event_type text NOT NULL,
     seq bigint NOT NULL,
     status text NOT NULL DEFAULT 'waiting'
       CONSTRAINT webhook_delivery_status CHECK (status IN ('waiting', 'delivered', 'failed')),
     attempts integer NOT NULL DEFAULT 0,
     first_attempt_at timestamptz,
     last_attempt_at timestamptz,
     next_attempt_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     last_outcome text,
     last_http_status integer,
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     settled_at timestamptz,
     expires_at timestamptz NOT NULL DEFAULT 'infinity',
     CONSTRAINT webhook_delivery_pk PRIMARY KEY (endpoint_id, event_id),
     CONSTRAINT webhook_delivery_endpoint_fk FOREIGN KEY (endpoint_id) REFERENCES revocation.webhook_endpoint ON DELETE CASCADE,
     CONSTRAINT webhook_delivery_settled CHECK ((status = 'waiting') = (settled_at IS NULL))
   )`,
  `CREATE INDEX webhook_delivery_due ON revocation.webhook_delivery (endpoint_id, next_attempt_at, seq) WHERE status = 'waiting'`,
  `CREATE INDEX webhook_delivery_failed ON revocation.webhook_delivery (endpoint_id, seq) WHERE status = 'failed'`,
  `CREATE INDEX webhook_delivery_newest ON revocation.webhook_delivery (endpoint_id, seq)`,
  `CREATE INDEX webhook_delivery_expires_at ON revocation.webhook_delivery (expires_at)`,
  ...tenantTable('revocation.webhook_delivery', {
    grants: ['SELECT', 'INSERT', 'UPDATE'],
    acrossTenants: ['SELECT', 'INSERT', 'UPDATE'],
  }),
  ...retentionAccess('revocation.webhook_delivery'),

  // What a webhook can be told of: the log, as far as it is sealed, in its own words.
  `CREATE VIEW revocation.webhook_event WITH (security_invoker = true) AS
     SELECT id AS event_id, seq, tenant,
            CASE scope WHEN 'stop' THEN 'stop.sealed' WHEN 'lift' THEN 'stop.lifted' ELSE 'revocation.sealed' END AS event_type
       FROM revocation.event WHERE seq IS NOT NULL`,
  `GRANT SELECT ON revocation.webhook_event TO ${role}`,

  // No tenant: how far the log has been made into deliveries. What was sealed before there were webhooks is not sent.
  `CREATE TABLE revocation.webhook_position (
     log text CONSTRAINT webhook_position_pk PRIMARY KEY,
     seq bigint NOT NULL
   )`,
  `INSERT INTO revocation.webhook_position (log, seq)
     SELECT log, generation * 1099511627776 + n FROM revocation.log_head WHERE log = 'event'`,
  `GRANT SELECT, UPDATE ON revocation.webhook_position TO ${role}`,
]);
