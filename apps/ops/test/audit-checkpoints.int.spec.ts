import { generateKeyPairSync } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CheckpointKeeper, CheckpointSigner, type CheckpointKey } from '@strongroom/audit';
import { keyIdOf } from '@strongroom/platform';
import { checkFile } from '../src/audit/checkpoint-files.js';
import { checkpointKeys } from '../src/audit/checkpoint-keys.js';
import { verifyAudit, type AuditReport } from '../src/audit/verify-audit.js';
import { asAdministrator } from '../src/database/as-administrator.js';
import { AuditBed } from './support/audit-bed.js';

let bed: AuditBed;
let folder: string;
let file: string;

const keyPair = (): {
  readonly publicKey: ReturnType<typeof generateKeyPairSync>['publicKey'];
  readonly own: CheckpointKey;
} => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return { publicKey, own: { keyId: keyIdOf(publicKey), privateKey } };
};
const ours = keyPair();
const HOUR_MS = 3_600_000;

beforeAll(async () => {
  bed = await AuditBed.open();
}, 60_000);
afterAll(() => bed.database.close());
beforeEach(async () => {
  await bed.empty();
  folder = await mkdtemp(join(tmpdir(), 'strongroom-checkpoints-'));
  file = join(folder, 'checkpoints-1.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

const signer = (): CheckpointSigner =>
  new CheckpointSigner(bed.revocation.transactions, bed.revocation.db, { leaseTable: 'revocation.lease' });
const keeper = (path = file): CheckpointKeeper =>
  new CheckpointKeeper(bed.revocation.transactions, bed.revocation.db, path);

async function keep(path?: string): Promise<number> {
  const one = keeper(path);
  try {
    return (await one.keep()).added;
  } finally {
    await one.close();
  }
}

/** One pass of a replica that stops right after it. */
async function pass({ own } = ours, path = file): Promise<void> {
  const one = signer();
  await one.sign(own);
  await one.release();
  await keep(path);
}

/** Three checkpoints: acme 5 and globex 2; acme 6; acme 7. */
async function signedLog(): Promise<void> {
  await bed.sealedLog();
  await pass();
  for (const _ of ['second', 'third']) {
    await bed.record('acme', 1);
    const sealer = bed.sealer();
    await bed.database.query('UPDATE revocation.lease SET holder = NULL');
    await sealer.seal();
    await pass();
  }
}

async function verify(files: readonly string[] = [file], nowMs = Date.now() + HOUR_MS): Promise<AuditReport> {
  const keys = checkpointKeys([ours.publicKey]);
  const copies = await Promise.all(files.map((path) => checkFile(path, keys)));
  return asAdministrator(bed.database.url, (admin) => verifyAudit(admin, { keys, files: copies, nowMs }));
}

async function faults(files?: readonly string[], nowMs?: number): Promise<string[]> {
  const { chains, copies } = await verify(files, nowMs);
  return [
    ...copies.flatMap(({ copy, faults: found }) =>
      found.map(({ kind, number }) => `${copy === 'Postgres' ? 'table' : 'file'}: ${kind} at ${number}`),
    ),
    ...chains.flatMap(({ tenant, faults: found }) => found.map(({ kind, seq }) => `${tenant}: ${kind} at ${seq}`)),
  ];
}

const lines = async (): Promise<string[]> => (await readFile(file, 'utf8')).split('\n').slice(0, -1);
const write = (kept: readonly string[]): Promise<void> => writeFile(file, kept.map((line) => `${line}\n`).join(''));

describe('audit checkpoints', () => {
  it('sign each head once, one behind the other, and say up to which seq nobody could have changed anything', async () => {
    await signedLog();
    await pass();
    const { chains, copies } = await verify();
    expect(copies).toMatchObject([
      { copy: 'Postgres', checkpoints: 3, last: 3, faultCount: 0 },
      { copy: file, checkpoints: 3, last: 3, faultCount: 0 },
    ]);
    expect(chains).toMatchObject([
      { tenant: 'acme', seq: 7, signedSeq: 7, faultCount: 0 },
      { tenant: 'globex', seq: 2, signedSeq: 2, faultCount: 0 },
    ]);
  });

  it('show a chain that was made anew together with the sealer’s head', async () => {
    await signedLog();
    await bed.database.query(`UPDATE audit.entry SET actor_id = 'somebody' WHERE tenant = 'acme' AND seq = 6`);
    await bed.rehash(6, true);
    await expect(faults([])).resolves.toEqual(['acme: fork at 6', 'acme: fork at 7']);
  });

  it('show a cut end also when the sealer’s head was set back', async () => {
    await signedLog();
    await bed.database.query(`DELETE FROM audit.entry WHERE tenant = 'acme' AND seq >= 7`);
    await bed.rehash(7, true);
    await expect(faults([])).resolves.toEqual(['acme: truncated at 7']);
  });

  it('show by the file that entries, head and checkpoints were cut in the table to the same moment', async () => {
    await signedLog();
    await bed.database.query(`DELETE FROM audit.entry WHERE tenant = 'acme' AND seq >= 7`);
    await bed.rehash(7, true);
    await bed.database.query('DELETE FROM audit.checkpoint WHERE number = 3');
    await expect(faults([])).resolves.toEqual([]);
    await expect(faults()).resolves.toEqual(['table: truncated at 3', 'acme: truncated at 7']);
  });

  it('show a checkpoint that was taken from the middle of the table, and one that was edited', async () => {
    await signedLog();
    await bed.database.query('DELETE FROM audit.checkpoint WHERE number = 2');
    await expect(faults([])).resolves.toEqual(['table: missing at 2']);
    await bed.database.query(`UPDATE audit.checkpoint SET statement = replace(statement, '"acme",7', '"acme",9')`);
    await expect(faults([])).resolves.toEqual(['table: unsigned at 3', 'table: missing at 2']);
  });

  it('show a checkpoint that somebody without our key signed', async () => {
    await signedLog();
    await bed.database.query('DELETE FROM audit.checkpoint WHERE number = 3');
    await bed.database.query('UPDATE audit.chain_head SET signed_seq = 0');
    await pass(keyPair(), join(folder, 'theirs.jsonl'));
    await expect(faults([])).resolves.toEqual(['table: unsigned at 3']);
    await expect(faults()).resolves.toEqual(['table: unsigned at 3', 'table: fork at 3', 'file: fork at 3']);
  });

  it('show a file that was cut, edited or added to, and one that begins too late is good from there on', async () => {
    await signedLog();
    const whole = await lines();
    await write(whole.slice(0, 2));
    await expect(faults()).resolves.toEqual(['file: truncated at 3']);
    await write([whole[0] ?? '', whole[2] ?? '']);
    await expect(faults()).resolves.toEqual(['file: missing at 2']);
    await write([...whole.slice(0, 2), (whole[2] ?? '').replace('acme', 'evil')]);
    await expect(faults()).resolves.toEqual(['table: fork at 3', 'file: unsigned at 3', 'file: fork at 3']);
    await write([...whole, 'made up']);
    await expect(faults()).resolves.toEqual(['file: unreadable at 4']);
    await write(whole.slice(1));
    await expect(faults()).resolves.toEqual([]);
  });

  it('cannot show a cut of table and file to the same moment, but by a copy that was taken away before', async () => {
    await signedLog();
    const taken = join(folder, 'taken.jsonl');
    await writeFile(taken, await readFile(file));
    await write((await lines()).slice(0, 2));
    await bed.database.query(`DELETE FROM audit.entry WHERE tenant = 'acme' AND seq >= 7`);
    await bed.rehash(7, true);
    await bed.database.query('DELETE FROM audit.checkpoint WHERE number = 3');
    await expect(faults()).resolves.toEqual([]);
    await expect(faults([taken])).resolves.toEqual(['table: truncated at 3', 'acme: truncated at 7']);
  });

  it('are not called cut off while a file is only some seconds behind', async () => {
    await signedLog();
    await write((await lines()).slice(0, 2));
    await expect(faults([file], Date.now())).resolves.toEqual([]);
  });

  it('refuse to call a file that is not there anything', async () => {
    await signedLog();
    await expect(verify([join(folder, 'none.jsonl')])).rejects.toThrow('none.jsonl');
  });
});

describe('CheckpointKeeper', () => {
  it('catches up what was committed and not yet written, without a gap or a line twice', async () => {
    await signedLog();
    const whole = await lines();
    await write(whole.slice(0, 1));
    await expect(keep()).resolves.toBe(2);
    await expect(lines()).resolves.toEqual(whole);
    await expect(keep()).resolves.toBe(0);
  });

  it('cuts off a line that a crash left half written, and writes it whole', async () => {
    await signedLog();
    const whole = await lines();
    await writeFile(file, `${whole[0] ?? ''}\n${(whole[1] ?? '').slice(0, 40)}`);
    await keep();
    await expect(lines()).resolves.toEqual(whole);
  });

  it('keeps a whole file for each replica, whoever signed', async () => {
    await signedLog();
    const other = join(folder, 'checkpoints-2.jsonl');
    await keep(other);
    await expect(readFile(other, 'utf8')).resolves.toBe(await readFile(file, 'utf8'));
  });

  it('writes to the path, not to a file that was moved away from it', async () => {
    await signedLog();
    const one = keeper();
    await one.keep();
    await rename(file, join(folder, 'old.jsonl'));
    await expect(one.keep()).resolves.toMatchObject({ added: 3 });
    await expect(lines()).resolves.toHaveLength(3);
    await one.close();
  });

  it('adds nothing to a file that says something else than the table, or that the table does not reach', async () => {
    await signedLog();
    const whole = await lines();
    await bed.database.query('DELETE FROM audit.checkpoint WHERE number = 3');
    await expect(keep()).rejects.toThrow('does not have number 3');
    await bed.database.query('UPDATE audit.chain_head SET signed_seq = 0');
    await signer().sign(ours.own);
    await expect(keep()).rejects.toThrow('has another number 3');
    await expect(lines()).resolves.toEqual(whole);
    await appendFile(file, 'made up\n');
    await expect(keep()).rejects.toThrow('is no checkpoint');
  });
});

describe('CheckpointSigner', () => {
  it('is one at a time, and two that both believe to hold the lease cannot give one number twice', async () => {
    await bed.sealedLog();
    const [first, second] = [signer(), signer()];
    await first.sign(ours.own);
    await bed.database.query('UPDATE audit.chain_head SET signed_seq = 0');
    await second.sign(ours.own);
    await expect(faults([])).resolves.toEqual([]);
    const count = await bed.database.query('SELECT count(*)::int AS count FROM audit.checkpoint');
    expect(count).toEqual([{ count: 1 }]);
    await bed.database.query('UPDATE revocation.lease SET holder = NULL');
    await Promise.allSettled([first.sign(ours.own), second.sign(ours.own)]);
    await expect(faults([])).resolves.toEqual([]);
  });

  it('may add checkpoints, and neither change nor take back one', async () => {
    await signedLog();
    const asSigner = (sql: string): Promise<number> =>
      bed.revocation.transactions.runAcrossTenants(() => bed.revocation.db.execute(sql));
    for (const sql of ['DELETE FROM audit.checkpoint', `UPDATE audit.checkpoint SET statement = ''`]) {
      await expect(asSigner(sql)).rejects.toMatchObject({ sqlState: '42501' });
    }
  });
});
