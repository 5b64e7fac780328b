import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readOwnRules } from './own-rules.js';
import { policyOf } from './treatments.js';

describe('a file of rules', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rules-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const read = async (name: string, content: string) => {
    await writeFile(join(folder, name), content);
    return readOwnRules(join(folder, name));
  };
  const patterns = (pattern: object): string =>
    JSON.stringify({
      id: 'acme',
      patterns: [
        {
          id: 'acme.key',
          family: 'secret',
          type: 'ACME_KEY',
          pattern: 'acme-(\\d{6})',
          keywords: ['acme-'],
          examples: ['acme-⟦123456⟧'],
          counterExamples: ['acme-12345'],
          ...pattern,
        },
      ],
    });

  it('may be in the format of gitleaks: what can be used, and notes of what cannot', async () => {
    const own = await read(
      'a.toml',
      `[[rules]]\nid = "key"\nregex = '''ab-\\d{4}'''\n[[rules]]\nid = "file"\npath = "x"`,
    );
    expect(own).toMatchObject({
      rules: 2,
      pack: { rules: [{ type: 'KEY' }] },
      notes: [{ rule: 'file', field: 'regex' }],
    });
  });

  it('may hold patterns of our own, whose types can then be treated', async () => {
    const own = await read('a.json', patterns({}));
    expect(own).toMatchObject({ rules: 1, pack: { rules: [{ type: 'ACME_KEY' }] }, notes: [] });
    expect(policyOf(['ACME_KEY=block'], [own.pack])).toMatchObject({ types: { ACME_KEY: 'block' } });
  });

  it('holds no pattern that can be used when one fails, with a note of each failure', async () => {
    const own = await read('a.json', patterns({ examples: ['acme-⟦12345⟧'] }));
    expect(own).toMatchObject({ rules: 1, pack: { rules: [] }, notes: [{ rule: 'acme.key', field: 'examples[0]' }] });
  });

  it.each([
    ['that is not there', 'none.toml', undefined, 'cannot be read'],
    ['that is no TOML', 'a.toml', '[[', 'line 1'],
    ['that is no JSON, of which nothing is shown', 'a.json', '{ hunter2', /a\.json is no JSON$/],
    ['with a field that is not known', 'a.json', patterns({ regex: 'a' }), 'patterns.0'],
  ])('is refused %s', async (_, name, content, message) => {
    if (content !== undefined) await writeFile(join(folder, name), content);
    await expect(readOwnRules(join(folder, name))).rejects.toMatchObject({ exitCode: 2 });
    await expect(readOwnRules(join(folder, name))).rejects.toThrow(message);
  });
});
