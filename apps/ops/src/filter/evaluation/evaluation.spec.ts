import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Command } from 'commander';
import { Output } from '../../output/output.js';
import { addEval } from '../eval.command.js';
import type { FigureRow } from './figures.js';
import { worseThan } from './ratchet.js';
import { rowReasons } from './row-reasons.js';
import { reasonFaults } from './row-verdicts.js';
import { readScoreboard } from './scoreboard-file.js';
import { renderScoreboard } from './scoreboard.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marked-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function evaluate(...args: readonly string[]): Promise<{ readonly rows: unknown; readonly said: string }> {
  let stdout = '';
  let said = '';
  const output = new Output(
    'json',
    (text) => (stdout += text),
    (text) => (said += text),
  );
  const program = new Command().exitOverride();
  addEval(program, () => output);
  await program.parseAsync(['eval', ...args], { from: 'user' });
  return { rows: stdout === '' ? undefined : JSON.parse(stdout), said };
}

/** Two documents of one template, so that they are in one half. */
async function markMails(...texts: readonly string[]): Promise<void> {
  const documents = texts.map((text) => ({
    full_text: text,
    spans: [{ entity_type: 'EMAIL_ADDRESS', start_position: 0, end_position: text.length }],
    template_id: 1,
  }));
  await writeFile(join(folder, 'mail.json'), JSON.stringify(documents));
}

async function markRow(text: string, count: number): Promise<void> {
  const tests = { test_mail: { recognizers: ['EmailRecognizer'], rows: [{ text, expected_len: count }] } };
  await writeFile(join(folder, 'rows.json'), JSON.stringify(tests));
}

describe('the figures of a folder', () => {
  it('have a row for all, for each family and for each type that is there, with intervals', async () => {
    await markMails('alice@example.com', 'alice at example');
    const half = { value: 0.5, low: 0, high: 1 };
    const { rows } = await evaluate(folder);
    expect(rows).toMatchObject([
      { family: 'all', type: 'all', marked: 2, recall: half },
      { family: 'all', type: 'structured', marked: 2, recall: half },
      { family: 'contact', type: 'all', marked: 2, recall: half },
      { family: 'contact', type: 'EMAIL_ADDRESS', precision: { value: 1, low: 1, high: 1 }, recall: half },
    ]);
  });

  it('count what is marked as a type that no rule finds as missed, and tell no precision of findings that are none', async () => {
    const spans = [{ entity_type: 'NRP', start_position: 0, end_position: 6 }];
    await writeFile(join(folder, 'a.json'), JSON.stringify([{ full_text: 'Danish', spans, template_id: 1 }]));
    const { rows } = await evaluate(folder);
    const nationality = (rows as readonly FigureRow[]).find(({ type }) => type === 'NATIONALITY_RELIGION_POLITICS');
    expect(nationality).toMatchObject({ marked: 1, recall: { value: 0 } });
    expect(nationality).not.toHaveProperty('precision');
  });

  it('are refused for a folder without any, one that is not there, and a half that is none', async () => {
    await expect(evaluate(folder)).rejects.toMatchObject({ exitCode: 7 });
    await expect(evaluate(join(folder, 'none'))).rejects.toMatchObject({ exitCode: 2 });
    await expect(evaluate(folder, '--half', 'third')).rejects.toMatchObject({ exitCode: 2 });
    const page = join(folder, 'page.md');
    await expect(evaluate(folder, '--half', 'tuning', '--scoreboard', page)).rejects.toMatchObject({ exitCode: 2 });
  });

  it('list a row that does not pass by its id and its places, without its text', async () => {
    await markRow('bob@example.com', 2);
    const { rows } = await evaluate(folder, '--failures');
    expect(rows).toEqual([
      { row: expect.stringMatching(/^EmailRecognizer [0-9a-f]{8}$/), expected: '2', found: '0-15', reason: '' },
    ]);
    expect(JSON.stringify(rows)).not.toContain('bob@');
  });
});

describe('the ratchet', () => {
  it('passes what it has recorded, and fails when a figure of that data gets worse', async () => {
    await markMails('alice@example.com', 'bob@example.com');
    const page = join(folder, 'page.md');
    await evaluate(folder, '--scoreboard', page);
    const file = join(folder, 'page.json');
    const recorded = await readFile(file, 'utf8');
    await rm(file);
    const kept = `${folder}-recorded`;
    await writeFile(kept, recorded);
    try {
      await expect(evaluate(folder, '--ratchet', kept)).resolves.toMatchObject({ said: '' });
      await markMails('alice@example.com', 'bob at example');
      await expect(evaluate(folder, '--ratchet', kept)).rejects.toThrow('worse than recorded');
    } finally {
      await rm(kept);
    }
  });

  it('fails for a row that does not pass without a reason', async () => {
    await markMails('alice@example.com');
    await evaluate(folder, '--scoreboard', join(folder, 'page.md'));
    await markRow('bob@example.com', 2);
    await expect(evaluate(folder, '--ratchet', join(folder, 'page.json'))).rejects.toThrow('worse than recorded');
  });

  it('names a figure that fell, alarms that rose, and a row that is gone; other data is not judged', () => {
    const one = (value: number): { value: number; low: number; high: number } => ({ value, low: 0, high: 1 });
    const row: FigureRow = { data: 'a', kind: 'attack requests', family: 'f', type: 't', marked: 1 };
    const before = { ...row, recall: one(0.5), alarms: one(0.1) };
    expect(worseThan([before], [{ ...before, recall: one(0.6), alarms: one(0.05) }])).toEqual([]);
    expect(worseThan([before], [{ ...before, recall: one(0.4), alarms: one(0.2) }])).toEqual([
      'recall of a, f, t was 0.500 and is 0.400',
      'alarms of a, f, t was 0.100 and is 0.200',
    ]);
    expect(worseThan([before], [{ ...before, type: 'u' }])).toHaveLength(1);
    expect(worseThan([before], [])).toEqual([]);
  });

  it('takes a reason for a row that passes for a fault, if that row was asked', () => {
    const asked = { failures: [], asked: new Set(['A 1']) };
    expect(reasonFaults(asked, { 'A 1': 'because', 'B 2': 'not asked' })).toEqual(['A 1 has a reason and passes']);
  });
});

describe('the scoreboard that is checked in', () => {
  const page = join(import.meta.dirname, '../../../../../docs/guides/filtering/scoreboard.md');

  it('is what the command writes of its figures', async () => {
    const recorded = await readScoreboard(page.replace(/md$/, 'json'));
    expect(await readFile(page, 'utf8')).toBe(renderScoreboard(recorded));
  });

  it('gives each row that does not pass its reason, and no other', async () => {
    const { failures } = await readScoreboard(page.replace(/md$/, 'json'));
    expect(Object.fromEntries(failures.map(({ row, reason }) => [row, reason]))).toEqual(rowReasons);
  });
});
