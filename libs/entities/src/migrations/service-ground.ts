import { roleOf, type ServiceSchema } from '../database-roles.js';
import { tenantTable } from './tenant-table.js';

/** The schema of a service, with what every service stands on: outbox, inbox, log heads and leases. */
export function serviceGround(schema: ServiceSchema): readonly string[] {
  const role = roleOf(schema);
  return [
    `CREATE SCHEMA ${schema}`,
    `GRANT USAGE ON SCHEMA ${schema} TO ${role}`,

    // No tenant: a lease is the right of one process to do one piece of work for all of them.
    `CREATE TABLE ${schema}.lease (
       name text CONSTRAINT lease_pk PRIMARY KEY,
       holder uuid,
       held_until timestamptz,
       fence bigint NOT NULL DEFAULT 0
     )`,
    `GRANT SELECT, INSERT, UPDATE ON ${schema}.lease TO ${role}`,

    // No tenant: a log is one sequence for all of them.
    `CREATE TABLE ${schema}.log_head (
       log text CONSTRAINT log_head_pk PRIMARY KEY,
       generation integer NOT NULL DEFAULT 1,
       n bigint NOT NULL DEFAULT 0,
       heartbeat_at timestamptz NOT NULL DEFAULT '-infinity',
       fence bigint NOT NULL DEFAULT 0
     ) WITH (fillfactor = 50)`,
    `GRANT SELECT, UPDATE ON ${schema}.log_head TO ${role}`,

    ...outbox(schema),
    ...inbox(schema),
  ];
}

/** Makes `<schema>.<table>` a sealed log: the table has `id uuid`, `seq bigint`, `recorded_at timestamptz`. */
export function sealedLog(schema: ServiceSchema, table: string): readonly string[] {
  return [
    `CREATE UNIQUE INDEX ${table}_seq ON ${schema}.${table} (seq)`,
    `CREATE INDEX ${table}_unsealed ON ${schema}.${table} (recorded_at, id) WHERE seq IS NULL`,
    `INSERT INTO ${schema}.log_head (log) VALUES ('${table}')`,
  ];
}

/** Holds only what has not been sent, so it needs no retention: the relay deletes each row when the wire has taken it. */
function outbox(schema: ServiceSchema): readonly string[] {
  return [
    `CREATE TABLE ${schema}.outbox (
       id uuid CONSTRAINT outbox_pk PRIMARY KEY,
       seq bigint,
       tenant text NOT NULL,
       pattern text NOT NULL,
       payload jsonb NOT NULL,
       actor_chain jsonb NOT NULL,
       trace_id text NOT NULL,
       recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
     )`,
    ...sealedLog(schema, 'outbox'),
    ...tenantTable(`${schema}.outbox`, {
      grants: ['SELECT', 'INSERT', 'UPDATE (seq)', 'DELETE'],
      acrossTenants: ['SELECT', 'UPDATE', 'DELETE'],
    }),
  ];
}

/** `expires_at` follows from `event_id`, so the id stays unique although partitions will need the expiry in the key. */
function inbox(schema: ServiceSchema): readonly string[] {
  return [
    `CREATE TABLE ${schema}.inbox (
       consumer text NOT NULL,
       event_id uuid NOT NULL,
       expires_at timestamptz NOT NULL,
       tenant text NOT NULL,
       CONSTRAINT inbox_pk PRIMARY KEY (consumer, event_id, expires_at)
     )`,
    `CREATE INDEX inbox_expires_at ON ${schema}.inbox (expires_at)`,
    ...tenantTable(`${schema}.inbox`, { grants: ['SELECT', 'INSERT'] }),
  ];
}
