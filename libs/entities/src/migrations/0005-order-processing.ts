import { migration } from './migration.js';
import { tenantTable } from './tenant-table.js';

const statuses = `('received', 'reserved', 'priced', 'authorized', 'capture_requested', 'captured', 'payment_unknown', 'release_requested', 'released', 'rejected', 'expired')`;

/**
 * Orders, stock, payments and the ledger. Amounts are whole minor units in `bigint`, with their currency beside them. Where
 * one row can hold a rule (no oversell, one live capture), the table refuses what would break it; the rest are queries that
 * run all the time. Reading across tenants is for those queries and for the reconciler.
 */
export const orderProcessing = migration(5, 'order-processing', [
  `CREATE TABLE orders.stock (
     tenant text NOT NULL,
     sku text NOT NULL,
     name text NOT NULL,
     currency text NOT NULL CONSTRAINT stock_currency CHECK (currency ~ '^[A-Z]{3}$'),
     unit_price_minor bigint NOT NULL,
     tax_basis_points integer NOT NULL CONSTRAINT stock_tax CHECK (tax_basis_points BETWEEN 0 AND 10000),
     price_includes_tax boolean NOT NULL,
     on_hand bigint NOT NULL,
     reserved bigint NOT NULL DEFAULT 0,
     sold bigint NOT NULL DEFAULT 0,
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     CONSTRAINT stock_pk PRIMARY KEY (tenant, sku),
     CONSTRAINT stock_not_oversold
       CHECK (unit_price_minor >= 0 AND reserved >= 0 AND sold >= 0 AND reserved + sold <= on_hand)
   ) WITH (fillfactor = 70)`,
  ...tenantTable('orders.stock', {
    grants: [
      'SELECT',
      'INSERT',
      'UPDATE (name, unit_price_minor, tax_basis_points, price_includes_tax, on_hand, reserved, sold)',
    ],
    acrossTenants: ['SELECT'],
  }),

  `CREATE TABLE orders.stock_receipt (
     tenant text NOT NULL,
     sku text NOT NULL,
     receipt_id text NOT NULL,
     quantity bigint NOT NULL CONSTRAINT stock_receipt_quantity CHECK (quantity > 0),
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     CONSTRAINT stock_receipt_pk PRIMARY KEY (tenant, sku, receipt_id),
     CONSTRAINT stock_receipt_stock_fk FOREIGN KEY (tenant, sku) REFERENCES orders.stock (tenant, sku)
   )`,
  ...tenantTable('orders.stock_receipt', { grants: ['SELECT', 'INSERT'] }),

  `CREATE TABLE orders.sales_order (
     order_id uuid CONSTRAINT sales_order_pk PRIMARY KEY,
     tenant text NOT NULL,
     status text NOT NULL CONSTRAINT sales_order_status CHECK (status IN ${statuses}),
     version integer NOT NULL,
     currency text NOT NULL CONSTRAINT sales_order_currency CHECK (currency ~ '^[A-Z]{3}$'),
     net_minor bigint,
     tax_minor bigint,
     total_minor bigint,
     payment_method text NOT NULL,
     failure_code text,
     failure_message text,
     claim_scope text NOT NULL,
     claim_key text NOT NULL,
     placed_by_type text NOT NULL,
     placed_by_id text NOT NULL,
     trace_id text NOT NULL,
     reserved_until timestamptz NOT NULL,
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     CONSTRAINT sales_order_total CHECK (total_minor = net_minor + tax_minor AND net_minor >= 0 AND tax_minor >= 0),
     CONSTRAINT sales_order_failure
       CHECK ((failure_code IS NOT NULL) = (status IN ('release_requested', 'released', 'rejected', 'expired')))
   ) WITH (fillfactor = 70)`,
  `CREATE INDEX sales_order_tenant ON orders.sales_order (tenant, order_id)`,
  ...tenantTable('orders.sales_order', {
    grants: [
      'SELECT',
      'INSERT',
      'UPDATE (status, version, net_minor, tax_minor, total_minor, failure_code, failure_message)',
    ],
    acrossTenants: ['SELECT'],
  }),

  `CREATE TABLE orders.order_line (
     order_id uuid NOT NULL CONSTRAINT order_line_order_fk REFERENCES orders.sales_order,
     line_no integer NOT NULL,
     tenant text NOT NULL,
     sku text NOT NULL,
     quantity bigint NOT NULL CONSTRAINT order_line_quantity CHECK (quantity > 0),
     unit_price_minor bigint NOT NULL,
     tax_basis_points integer NOT NULL,
     price_includes_tax boolean NOT NULL,
     net_minor bigint,
     tax_minor bigint,
     total_minor bigint,
     CONSTRAINT order_line_pk PRIMARY KEY (order_id, line_no),
     CONSTRAINT order_line_total CHECK (total_minor = net_minor + tax_minor)
   )`,
  ...tenantTable('orders.order_line', {
    grants: ['SELECT', 'INSERT', 'UPDATE (net_minor, tax_minor, total_minor)'],
    acrossTenants: ['SELECT'],
  }),

  // Orders that are not final: where the reconciler looks. Ids and times only, so that it can look across tenants.
  `CREATE TABLE orders.open_order (
     order_id uuid CONSTRAINT open_order_pk PRIMARY KEY
       CONSTRAINT open_order_order_fk REFERENCES orders.sales_order,
     tenant text NOT NULL,
     due_at timestamptz NOT NULL,
     attempts integer NOT NULL DEFAULT 0
   ) WITH (fillfactor = 70)`,
  `CREATE INDEX open_order_due_at ON orders.open_order (due_at)`,
  ...tenantTable('orders.open_order', {
    grants: ['SELECT', 'INSERT', 'UPDATE (due_at, attempts)', 'DELETE'],
    acrossTenants: ['SELECT', 'UPDATE'],
  }),

  `CREATE TABLE orders.reservation (
     order_id uuid NOT NULL CONSTRAINT reservation_order_fk REFERENCES orders.sales_order,
     sku text NOT NULL,
     tenant text NOT NULL,
     quantity bigint NOT NULL CONSTRAINT reservation_quantity CHECK (quantity > 0),
     status text NOT NULL CONSTRAINT reservation_status CHECK (status IN ('active', 'consumed', 'released')),
     CONSTRAINT reservation_pk PRIMARY KEY (order_id, sku),
     CONSTRAINT reservation_stock_fk FOREIGN KEY (tenant, sku) REFERENCES orders.stock (tenant, sku)
   )`,
  `CREATE INDEX reservation_live ON orders.reservation (tenant, sku) WHERE status <> 'released'`,
  ...tenantTable('orders.reservation', {
    grants: ['SELECT', 'INSERT', 'UPDATE (status)'],
    acrossTenants: ['SELECT'],
  }),

  `CREATE TABLE orders.payment (
     order_id uuid CONSTRAINT payment_pk PRIMARY KEY
       CONSTRAINT payment_order_fk REFERENCES orders.sales_order,
     tenant text NOT NULL,
     intent_id text CONSTRAINT payment_intent_uq UNIQUE,
     currency text NOT NULL CONSTRAINT payment_currency CHECK (currency ~ '^[A-Z]{3}$'),
     amount_minor bigint NOT NULL,
     authorized_minor bigint NOT NULL DEFAULT 0,
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     CONSTRAINT payment_authorized CHECK (amount_minor > 0 AND authorized_minor IN (0, amount_minor))
   )`,
  ...tenantTable('orders.payment', {
    grants: ['SELECT', 'INSERT', 'UPDATE (intent_id, authorized_minor)'],
    acrossTenants: ['SELECT'],
  }),

  // Written before the payment gateway is asked. A row without an outcome is a call whose effect is not known.
  `CREATE TABLE orders.payment_call (
     order_id uuid NOT NULL CONSTRAINT payment_call_order_fk REFERENCES orders.sales_order,
     step text NOT NULL CONSTRAINT payment_call_step CHECK (step IN ('create', 'authorize', 'capture', 'cancel')),
     attempt integer NOT NULL,
     tenant text NOT NULL,
     idempotency_key text NOT NULL CONSTRAINT payment_call_key_uq UNIQUE,
     outcome text CONSTRAINT payment_call_outcome CHECK (outcome IN ('done', 'refused', 'not_done')),
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     CONSTRAINT payment_call_pk PRIMARY KEY (order_id, step, attempt)
   )`,
  `CREATE UNIQUE INDEX payment_call_open ON orders.payment_call (order_id) WHERE outcome IS NULL`,
  ...tenantTable('orders.payment_call', {
    grants: ['SELECT', 'INSERT', 'UPDATE (outcome)'],
    acrossTenants: ['SELECT'],
  }),

  `CREATE TABLE orders.capture (
     capture_id uuid CONSTRAINT capture_pk PRIMARY KEY,
     order_id uuid NOT NULL CONSTRAINT capture_order_fk REFERENCES orders.sales_order,
     tenant text NOT NULL,
     currency text NOT NULL CONSTRAINT capture_currency CHECK (currency ~ '^[A-Z]{3}$'),
     amount_minor bigint NOT NULL CONSTRAINT capture_amount CHECK (amount_minor > 0),
     status text NOT NULL CONSTRAINT capture_status CHECK (status IN ('requested', 'succeeded', 'failed')),
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
   )`,
  `CREATE UNIQUE INDEX capture_live ON orders.capture (order_id) WHERE status <> 'failed'`,
  ...tenantTable('orders.capture', { grants: ['SELECT', 'INSERT', 'UPDATE (status)'], acrossTenants: ['SELECT'] }),

  `CREATE TABLE orders.ledger_journal (
     journal_id uuid CONSTRAINT ledger_journal_pk PRIMARY KEY,
     order_id uuid NOT NULL CONSTRAINT ledger_journal_order_fk REFERENCES orders.sales_order,
     tenant text NOT NULL,
     kind text NOT NULL CONSTRAINT ledger_journal_kind CHECK (kind IN ('capture')),
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     CONSTRAINT ledger_journal_once UNIQUE (order_id, kind)
   )`,
  ...tenantTable('orders.ledger_journal', { grants: ['SELECT', 'INSERT'], acrossTenants: ['SELECT'] }),

  `CREATE TABLE orders.ledger_entry (
     journal_id uuid NOT NULL CONSTRAINT ledger_entry_journal_fk REFERENCES orders.ledger_journal,
     entry_no integer NOT NULL,
     tenant text NOT NULL,
     account text NOT NULL CONSTRAINT ledger_entry_account CHECK (account IN ('processor', 'revenue', 'tax')),
     currency text NOT NULL CONSTRAINT ledger_entry_currency CHECK (currency ~ '^[A-Z]{3}$'),
     amount_minor bigint NOT NULL CONSTRAINT ledger_entry_amount CHECK (amount_minor <> 0),
     CONSTRAINT ledger_entry_pk PRIMARY KEY (journal_id, entry_no)
   )`,
  ...tenantTable('orders.ledger_entry', { grants: ['SELECT', 'INSERT'], acrossTenants: ['SELECT'] }),

  // expires_at is in the key because the table will be partitioned by it; that there is one claim for a key at a time is
  // seen to by an advisory lock on the key, under which claims are looked up and made.
  `CREATE TABLE orders.idempotency_claim (
     tenant text NOT NULL,
     scope text NOT NULL,
     key text NOT NULL,
     expires_at timestamptz NOT NULL,
     fingerprint text NOT NULL,
     order_id uuid NOT NULL,
     answer text,
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     CONSTRAINT idempotency_claim_pk PRIMARY KEY (tenant, scope, key, expires_at)
   )`,
  `CREATE INDEX idempotency_claim_expires_at ON orders.idempotency_claim (expires_at)`,
  ...tenantTable('orders.idempotency_claim', {
    grants: ['SELECT', 'INSERT', 'UPDATE (answer)'],
    acrossTenants: ['SELECT'],
  }),

  // Made from the order's own events: what was published, as it arrived.
  `CREATE TABLE orders.order_event (
     order_id uuid NOT NULL CONSTRAINT order_event_order_fk REFERENCES orders.sales_order,
     version integer NOT NULL,
     tenant text NOT NULL,
     status text NOT NULL CONSTRAINT order_event_status CHECK (status IN ${statuses}),
     changed_at timestamptz NOT NULL,
     CONSTRAINT order_event_pk PRIMARY KEY (order_id, version)
   )`,
  ...tenantTable('orders.order_event', { grants: ['SELECT', 'INSERT'], acrossTenants: ['SELECT'] }),
]);
