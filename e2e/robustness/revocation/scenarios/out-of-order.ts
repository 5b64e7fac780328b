import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { id128, writeId128 } from '@strongroom/guard';
import pg from 'pg';
import { type Scenario } from '../../scenario.ts';
import { Bed } from '../bed.ts';
import { type Ground } from '../ground.ts';
import { monotonicMs } from '../history.ts';
import { underLoad } from '../load.ts';

const ROUNDS = 10;
const OPEN_MS = 200;

/** A plain sequence would give the first one a place that every reader has passed by when it is committed. */
export function outOfOrder(ground: Ground): Scenario {
  return {
    name: 'out-of-order',
    title: 'revocations that begin first commit last, behind others that are sealed long before',
    run: () =>
      Bed.lend(ground, (bed) =>
        underLoad(bed, async () => {
          const late = new pg.Client({ connectionString: bed.postgres.url });
          await late.connect();
          for (let round = 0; round < ROUNDS; round += 1) {
            const token = await bed.issuer.mint();
            bed.share(token);
            const other = await bed.issuer.mint();
            bed.share(other);
            const fromMs = monotonicMs();
            await late.query('BEGIN');
            const id = await begin(late, token.subject);
            await bed.issuer.revoke('session', other);
            bed.useNow(token, other);
            await pause(OPEN_MS);
            await late.query('COMMIT');
            bed.revokedBySql(token.subject, token.tenant, fromMs, await placeOf(bed, id));
            bed.useNow(token, other);
          }
          await late.end();
        }),
      ),
  };
}

async function begin(client: pg.Client, subject: string): Promise<string> {
  const id = randomUUID();
  const named = Buffer.alloc(16);
  writeId128(id128('subject', 'demo', subject), named, 0);
  await client.query(
    `INSERT INTO revocation.event (id, tenant, scope, target, id128, reason, actor_type, actor_id, expires_at)
     VALUES ($1, 'demo', 'subject', $2, $3, 'compromised', 'client', 'robustness', clock_timestamp() + interval '1 day')`,
    [id, subject, named],
  );
  return id;
}

/** Waits for the sealer. */
async function placeOf(bed: Bed, id: string): Promise<number> {
  for (;;) {
    const { rows } = await bed.issuer.query<{ seq: string | null }>('SELECT seq FROM revocation.event WHERE id = $1', [
      id,
    ]);
    const seq = rows[0]?.seq ?? null;
    if (seq !== null) return Number(seq);
    await pause(5);
  }
}
