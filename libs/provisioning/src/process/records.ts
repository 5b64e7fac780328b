import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderOf } from '../folder.js';
import type { Say } from '../say.js';
import { endProcess, type EndOptions } from './end.js';
import { identify, isRunning, type ProcessIdentity } from './identity.js';

export type Layer = 'server' | 'service';

/**
 * What is known of a process that was started: enough to end it after the one that started it was killed.
 * One file a process, so that writers never meet.
 */
export interface ProcessRecord extends EndOptions {
  readonly name: string;
  readonly process: ProcessIdentity;
  /** Services lean on servers, so they end first. */
  readonly layer: Layer;
  /** Who started it and will end it. A record whose owner is gone is a leftover. */
  readonly owner: ProcessIdentity;
  /** Directories that must not outlive the process. */
  readonly scratch: readonly string[];
}

export async function writeRecord(root: string, record: ProcessRecord): Promise<void> {
  const { run } = folderOf(root);
  await mkdir(run, { recursive: true });
  const file = recordFile(root, record);
  await writeFile(`${file}.new`, JSON.stringify(record), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

export async function removeRecord(root: string, record: ProcessRecord): Promise<void> {
  await rm(recordFile(root, record), { force: true });
}

/** What was started in this clone and not yet recorded as ended. */
export async function readRecords(root: string): Promise<ProcessRecord[]> {
  const { run } = folderOf(root);
  const names = await readdir(run).catch(() => []);
  const records: ProcessRecord[] = [];
  for (const name of names.filter((each) => each.endsWith('.json'))) {
    // Its owner may end the process, and remove the record, between the listing and here.
    const text = await readFile(join(run, name), 'utf8').catch(() => undefined);
    if (text !== undefined) records.push(JSON.parse(text) as ProcessRecord);
  }
  return records;
}

/** Ends what a killed `up` or test run left behind. What belongs to a living owner is not touched. */
export async function endLeftovers(root: string, say: Say): Promise<void> {
  const records = await readRecords(root);
  const leftovers = records.filter(({ owner }) => !isRunning(owner));
  for (const layer of ['service', 'server'] as const) {
    await Promise.all(leftovers.filter((record) => record.layer === layer).map((each) => endLeftover(root, each, say)));
  }
}

async function endLeftover(root: string, record: ProcessRecord, say: Say): Promise<void> {
  if (isRunning(record.process)) {
    say(`ending ${record.name} (process ${record.process.pid}), left behind by a run that was killed`);
    await endProcess(record.process, record);
  }
  for (const directory of record.scratch) await rm(directory, { recursive: true, force: true });
  await removeRecord(root, record);
}

/** The identity of the process that runs this code. */
export function self(): ProcessIdentity {
  const identity = identify(process.pid);
  if (identity === undefined) throw new Error('this system tells nothing about its processes (neither /proc nor ps)');
  return identity;
}

function recordFile(root: string, record: ProcessRecord): string {
  return join(folderOf(root).run, `${record.name}-${record.process.pid}.json`);
}
