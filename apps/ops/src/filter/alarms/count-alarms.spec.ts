import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { byRule, countAlarms } from './count-alarms.js';

const password = 'n84ASM!54y4';

describe('the alarms of a folder', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'alarms-'));
    mkdirSync(join(folder, 'src'));
    mkdirSync(join(folder, 'testdata'));
    writeFileSync(join(folder, 'src', 'a.py'), `# nothing\n\npassword = "${password}"\nmail = "ann@example.com"\n`);
    writeFileSync(join(folder, 'testdata', 'b.py'), `password = "${password}"\n`);
    writeFileSync(join(folder, 'image.bin'), Buffer.from(`\0password = "${password}"`));
    writeFileSync(join(folder, 'bundle.js'), 'a'.repeat(1_048_577));
    symlinkSync(folder, join(folder, 'itself'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('are told by place, rule and reason, never by value', async () => {
    const { alarms } = await countAlarms(join(folder, 'src'));
    expect(alarms).toEqual([
      expect.objectContaining({ rule: 'secrets.password', line: 3, evidence: ['context', 'random'] }),
      expect.objectContaining({ rule: 'contact.email', line: 4 }),
    ]);
    expect(alarms.map(({ path }) => path)).toEqual([join(folder, 'src', 'a.py'), join(folder, 'src', 'a.py')]);
    expect(JSON.stringify(alarms)).not.toContain(password);
  });

  it('are those of texts: not of what is binary, too long, linked or left out', async () => {
    const { files, skipped, alarms } = await countAlarms(folder, ['testdata']);
    expect({ files, skipped, alarms: alarms.length }).toEqual({ files: 1, skipped: { binary: 1, long: 1 }, alarms: 2 });
  });

  it('are counted by rule, the loudest first, a megabyte of what was read', async () => {
    const count = await countAlarms(folder);
    const rows = byRule(count);
    expect(rows.map(({ rule, alarms }) => [rule, alarms])).toEqual([
      ['secrets.password', 2],
      ['contact.email', 1],
    ]);
    expect(rows[0]?.perMegabyte).toBe(2 / count.megabytes);
    expect(Math.round(count.megabytes * 1_000_000)).toBe(86);
  });

  it('are those of the families that are asked for', async () => {
    const { alarms } = await countAlarms(folder, [], new Set(['secret']));
    expect(alarms.map(({ rule }) => rule)).toEqual(['secrets.password', 'secrets.password']);
  });
});
