import { currentContext } from '@strongroom/security-context';
import { type Database } from '../transaction/database.js';

/** How long an event's id is remembered, counted from when it happened. */
const INBOX_KEEPS_MS = 30 * 24 * 3_600_000;

/** Remembers which events a consumer has handled, so that one that is delivered twice has its effect once. */
export class Inbox {
  constructor(
    private readonly db: Database,
    private readonly schema: string,
  ) {}

  /**
   * Whether this is the first time: `true` exactly once for a consumer and an event, if the current transaction commits.
   * Two deliveries at the same time wait for each other. Throws for an event older than the inbox remembers.
   */
  async once(consumer: string, eventId: string): Promise<boolean> {
    const expiresAt = new Date(uuidv7Ms(eventId) + INBOX_KEEPS_MS);
    const [row] = await this.db.query<{ fresh: boolean; inserted: number }>(
      `WITH fresh AS (SELECT $4::timestamptz > now() AS fresh), inserted AS (
         INSERT INTO ${this.schema}.inbox (consumer, event_id, tenant, expires_at)
         SELECT $1, $2, $3, $4 FROM fresh WHERE fresh
         ON CONFLICT DO NOTHING RETURNING 1
       )
       SELECT fresh.fresh, (SELECT count(*) FROM inserted) AS inserted FROM fresh`,
      [consumer, eventId, currentContext().tenant, expiresAt],
    );
    if (row?.fresh !== true) {
      throw new Error(`event ${eventId} is older than the inbox remembers: whether it was handled cannot be told`);
    }
    return row.inserted === 1;
  }
}

/**
 * When the id was made (RFC 9562, section 5.7: the first 48 bits are Unix milliseconds). It makes the expiry a function of the
 * id, so that the id stays unique although the expiry is part of the key.
 */
function uuidv7Ms(id: string): number {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(id)) {
    throw new Error('an event id is a UUID version 7');
  }
  return parseInt(id.replace('-', '').slice(0, 12), 16);
}
