import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readDataSets } from './data-sets.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marked-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a folder of marked data', () => {
  it('is read by what is in its files, compressed or not; what has another form is left out', async () => {
    const span = { entity_type: 'EMAIL_ADDRESS', start_position: 0, end_position: 17 };
    const request = { rule_id: 942100, test: 3, method: 'POST', uri: '/?a=1', headers: { Host: 'a' }, data: 'b=2' };
    const files: Readonly<Record<string, unknown>> = {
      'a.json': [{ full_text: 'alice@example.com', spans: [span], template_id: 1 }],
      'b.json': { test_iban: { recognizers: ['IbanRecognizer'], rows: [{ text: 'x', expected_positions: [] }] } },
      'c.json': [{ file: 'c.py', text: 'x = 1', gold: [], elsewhere: [] }],
      'd.json': { name: 'something else' },
      'e.json': [],
      'g.json': [
        { ...request, expect: [942100], no_expect: [] },
        { ...request, expect: [], no_expect: [] },
      ],
    };
    for (const [name, content] of Object.entries(files))
      await writeFile(join(folder, `${name}.gz`), gzipSync(JSON.stringify(content)));
    await writeFile(join(folder, 'README.md'), 'no data');
    await writeFile(join(folder, 'f.json'), JSON.stringify(files['a.json']));

    expect(await readDataSets(folder)).toMatchObject([
      {
        name: 'a.json.gz',
        documents: [{ gold: [{ type: 'EMAIL_ADDRESS', codePoints: { start: 0, end: 17 } }], group: 'template 1' }],
      },
      { name: 'b.json.gz', rows: [{ text: 'x', recognizer: 'IbanRecognizer', count: 0 }] },
      { name: 'c.json.gz', files: [{ file: 'c.py', group: 'c.py' }] },
      { name: 'f.json', kind: 'documents' },
      {
        name: 'g.json.gz',
        requests: [{ text: 'POST /?a=1 HTTP/1.1\nHost: a\n\nb=2', isAttack: true, group: '942100-3' }],
      },
    ]);
  });
});
