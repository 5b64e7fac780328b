import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { inTenant } from '@strongroom/testing';
import { verifyChains, type ChainReport, type VerifyTerms } from '../src/audit/verify-chains.js';
import { strongroomCli } from '../src/cli.js';
import { asAdministrator } from '../src/database/as-administrator.js';
import { exitCodeOf } from '../src/exit-code.js';
import { AuditBed } from './support/audit-bed.js';

let bed: AuditBed;
let database: AuditBed['database'];
let folder: string;

beforeAll(async () => {
  bed = await AuditBed.open();
  database = bed.database;
  folder = await mkdtemp(join(tmpdir(), 'strongroom-audit-'));
}, 60_000);
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => bed.empty());

const verify = (terms?: VerifyTerms): Promise<readonly ChainReport[]> =>
  asAdministrator(database.url, (admin) => verifyChains(admin, terms));

async function faults(terms?: VerifyTerms): Promise<string[]> {
  const reports = await verify(terms);
  return reports.flatMap((report) => report.faults.map(({ kind, seq }) => `${report.tenant}: ${kind} at ${seq}`));
}

const insertAt = (seq: number): Promise<unknown> =>
  database.query(
    `INSERT INTO audit.entry (id, expires_at, seq, tenant, action, outcome, target_type, target_id, actor_type, actor_id,
                              actor_chain, trace_id, details, prev_hash, hash)
     SELECT gen_random_uuid(), expires_at, $1, tenant, 'token.issue', outcome, target_type, target_id, actor_type, actor_id,
            actor_chain, trace_id, details, prev_hash, hash
       FROM audit.entry WHERE tenant = 'acme' AND seq = 1`,
    [seq],
  );

describe('strongroom audit verify', () => {
  it('calls a chain that nobody touched intact, with its head, and says what is not sealed yet', async () => {
    await bed.sealedLog();
    await bed.record('acme', 1);
    const [acme, globex] = await verify();
    expect(acme).toMatchObject({ tenant: 'acme', entries: 5, seq: 5, unsealed: 1, faults: [], faultCount: 0 });
    expect(globex).toMatchObject({ tenant: 'globex', entries: 2, seq: 2, unsealed: 0, faults: [], faultCount: 0 });
  });

  it('checks one tenant when asked for one', async () => {
    await bed.sealedLog();
    await expect(verify({ tenant: 'globex' })).resolves.toMatchObject([{ tenant: 'globex', entries: 2 }]);
  });

  it('reads the same text whatever the time zone and the style of dates are', async () => {
    await bed.sealedLog();
    await database.query(`ALTER ROLE CURRENT_USER IN DATABASE ${new URL(database.url).pathname.slice(1)}
      SET datestyle = 'SQL, DMY'`);
    await expect(faults()).resolves.toEqual([]);
  });

  it.each([
    `details = '{"quantity": 1}'`,
    `actor_id = 'somebody'`,
    `recorded_at = recorded_at + interval '1 microsecond'`,
    `user_agent = ''`,
    `id = gen_random_uuid()`,
  ])('names the tenant and the seq of an edit: %s', async (edit) => {
    await bed.sealedLog();
    await database.query(`UPDATE audit.entry SET ${edit} WHERE tenant = 'acme' AND seq = 3`);
    await expect(faults()).resolves.toEqual(['acme: altered at 3']);
  });

  it('names the seq of a deleted entry', async () => {
    await bed.sealedLog();
    await database.query(`DELETE FROM audit.entry WHERE tenant = 'acme' AND seq = 2`);
    await expect(faults()).resolves.toEqual(['acme: missing at 2']);
  });

  it('names both seqs of two entries that changed places', async () => {
    await bed.sealedLog();
    await database.query(`UPDATE audit.entry SET seq = -seq WHERE tenant = 'acme' AND seq IN (2, 4)`);
    await database.query(`UPDATE audit.entry SET seq = 6 + seq WHERE tenant = 'acme' AND seq < 0`);
    await expect(faults()).resolves.toEqual(expect.arrayContaining(['acme: altered at 2', 'acme: altered at 4']));
  });

  it('names the seq of an entry that was put in between, also when the hashes were made to fit', async () => {
    await bed.sealedLog();
    await database.query(`UPDATE audit.entry SET seq = -seq WHERE tenant = 'acme' AND seq >= 3`);
    await database.query(`UPDATE audit.entry SET seq = 1 - seq WHERE tenant = 'acme' AND seq < 0`);
    await insertAt(3);
    await expect(faults()).resolves.toContain('acme: altered at 3');
    await bed.rehash(3, false);
    await expect(faults()).resolves.toEqual(['acme: fork at 5', 'acme: unknown-to-sealer at 6']);
  });

  it('names the seq of an entry that was added at the end past the sealer', async () => {
    await bed.sealedLog();
    await insertAt(6);
    await bed.rehash(6, false);
    await expect(faults()).resolves.toEqual(['acme: unknown-to-sealer at 6']);
  });

  it('names a cut end by the sealer’s head, and by an anchor when that was set back as well', async () => {
    await bed.sealedLog();
    const anchors = await verify();
    await database.query(`DELETE FROM audit.entry WHERE tenant = 'acme' AND seq >= 4`);
    await expect(faults()).resolves.toEqual(['acme: truncated at 4']);
    await bed.rehash(4, true);
    await expect(faults()).resolves.toEqual([]);
    await expect(faults({ anchors })).resolves.toEqual(['acme: truncated at 4']);
  });

  it('names by an anchor a chain that was made anew, and one of which nothing is left', async () => {
    await bed.sealedLog();
    const anchors = await verify();
    await database.query(`UPDATE audit.entry SET actor_id = 'somebody' WHERE tenant = 'acme' AND seq = 2`);
    await database.query(`DELETE FROM audit.entry WHERE tenant = 'globex'`);
    await database.query(`DELETE FROM audit.chain_head WHERE tenant = 'globex'`);
    await bed.rehash(2, true);
    await expect(faults()).resolves.toEqual([]);
    await expect(faults({ anchors })).resolves.toEqual(['acme: fork at 5', 'globex: truncated at 1']);
  });

  it('ends with an exit code of its own when something was changed, and with 0 when nothing was', async () => {
    await bed.sealedLog();
    const config = join(folder, 'settings.json');
    await writeFile(config, JSON.stringify({ DATABASE_URL: database.url }));
    const key = join(folder, 'key.pem');
    await writeFile(key, generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }));
    const written: string[] = [];
    const take = (text: string | Uint8Array): boolean => written.push(String(text)) > 0;
    const spies = [process.stdout, process.stderr].map((stream) =>
      jest.spyOn(stream, 'write').mockImplementation(take),
    );
    const verifying = (...args: string[]): Promise<number> =>
      strongroomCli('/nowhere')
        .parseAsync(['--config', config, 'audit', 'verify', '--key', key, ...args], { from: 'user' })
        .then(() => 0, exitCodeOf);
    const run = (...args: string[]): Promise<number> => verifying('--table-only', ...args);
    try {
      await expect(run('--json')).resolves.toBe(0);
      const kept = join(folder, 'heads.json');
      await writeFile(kept, written[0] ?? '');
      await expect(run('--anchors', kept)).resolves.toBe(0);
      await expect(run('--tenant', 'nobody')).resolves.toBe(7);
      await expect(verifying()).resolves.toBe(2);
      await expect(verifying('--checkpoints', join(folder, 'none'))).resolves.toBe(2);
      await database.query(
        `UPDATE audit.entry SET recorded_at = recorded_at - interval '1 hour' WHERE tenant = 'acme'`,
      );
      await bed.rehash(1, true);
      await expect(run()).resolves.toBe(6);
      await database.query(`DELETE FROM audit.entry WHERE tenant = 'acme' AND seq = 1`);
      await expect(run()).resolves.toBe(9);
      await expect(run('--tenant', 'globex')).resolves.toBe(0);
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  });
});

describe('AuditSealer', () => {
  it('chains each entry once and leaves no gap, whoever seals in which batches while entries come in', async () => {
    const writing = Promise.all(['a', 'b', 'c'].map((tenant) => bed.record(tenant, 20)));
    const done = new AbortController();
    const sealing = [bed.sealer(3), bed.sealer(7)].map(async (one) => {
      while (!done.signal.aborted) {
        const pass = await one.seal();
        if (pass.led && pass.sealed > 0) await one.release();
      }
      await one.release();
    });
    await writing;
    done.abort();
    await Promise.all(sealing);
    await bed.sealer().seal();
    const reports = await verify();
    expect(
      reports.map(({ tenant, entries, seq, unsealed, faultCount }) => [tenant, entries, seq, unsealed, faultCount]),
    ).toEqual(['a', 'b', 'c'].map((tenant) => [tenant, 20, 20, 0, 0]));
  });

  it('does not touch a chain that a writer with a higher fence has come to, and takes no place back', async () => {
    await bed.sealedLog();
    await database.query('UPDATE audit.chain_head SET fence = 100');
    await bed.record('acme', 1);
    await database.query(`UPDATE revocation.lease SET holder = NULL`);
    await expect(bed.sealer().seal()).rejects.toThrow('higher fence');
    await expect(verify({ tenant: 'acme' })).resolves.toMatchObject([{ entries: 5, unsealed: 1, faultCount: 0 }]);
  });

  it('is one writer at a time: another one seals only when the lease was given up', async () => {
    const [first, second] = [bed.sealer(), bed.sealer()];
    await expect(first.seal()).resolves.toMatchObject({ led: true });
    await bed.record('acme', 1);
    await expect(second.seal()).resolves.toEqual({ led: false });
    await first.release();
    await expect(second.seal()).resolves.toMatchObject({ led: true, sealed: 1 });
  });

  it('may seal an entry once, and neither change nor delete one; no service may bring an entry that has a place', async () => {
    await bed.sealedLog();
    const asSealer = (sql: string): Promise<number> =>
      bed.revocation.transactions.runAcrossTenants(() => bed.revocation.db.execute(sql));
    await expect(asSealer(`UPDATE audit.entry SET seq = seq + 10`)).resolves.toBe(0);
    await expect(asSealer(`UPDATE audit.entry SET action = 'x'`)).rejects.toMatchObject({ sqlState: '42501' });
    await expect(asSealer('DELETE FROM audit.entry')).rejects.toMatchObject({ sqlState: '42501' });
    await expect(asSealer('DELETE FROM audit.chain_head')).rejects.toMatchObject({ sqlState: '42501' });
    const placed = `INSERT INTO audit.entry (id, expires_at, seq, tenant, action, outcome, target_type, target_id, actor_type,
        actor_id, actor_chain, trace_id, details, prev_hash, hash)
      VALUES (gen_random_uuid(), now(), 6, 'acme', 'x', 'denied', 'x', 'x', 'x', 'x', '[]', 'x', '{}', '\\x00', '\\x00')`;
    await expect(
      inTenant('acme', () => bed.orders.transactions.run(() => bed.orders.db.execute(placed))),
    ).rejects.toMatchObject({ sqlState: '42501' });
  });
});
