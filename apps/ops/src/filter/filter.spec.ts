import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { evaluateFolder } from './evaluate-folder.js';
import { policyOf } from './treatments.js';

describe('the policy of a command line', () => {
  it('is the default one but for what is said', () => {
    expect(policyOf(['EMAIL_ADDRESS=mask'])).toMatchObject({
      otherwise: 'redact',
      types: { EMAIL_ADDRESS: 'mask', CREDIT_CARD: 'mask', URL: 'flag' },
    });
    expect(policyOf(['*=block', 'URL=allow'])).toMatchObject({ otherwise: 'block', types: { URL: 'allow' } });
  });

  it.each([
    ['EMAIL_ADDRESS=hide', 'must be TYPE=allow|flag|mask|redact|block'],
    ['EMAIL_ADDRESS', 'must be TYPE='],
    ['NOTHING=mask', 'NOTHING is no type that is found'],
  ])('is refused for %j, and says why', (pair, message) => {
    expect(() => policyOf([pair])).toThrow(message);
  });
});

describe('the scores of a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'marked-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('have a row for each type and one for all, with intervals', async () => {
    const span = (entity_type: string, end_position: number) => ({ entity_type, start_position: 0, end_position });
    const documents = [
      { full_text: 'alice@example.com', spans: [span('EMAIL_ADDRESS', 17)], template_id: 1 },
      { full_text: 'alice at example', spans: [span('EMAIL_ADDRESS', 16)], template_id: 2 },
    ];
    await writeFile(join(folder, 'mail.json'), JSON.stringify(documents));
    const rows = await evaluateFolder(folder, undefined);
    expect(rows[0]).toMatchObject({ data: 'mail.json', type: 'all', marked: 2 });
    const mail = rows.find(({ type }) => type === 'EMAIL_ADDRESS');
    expect(mail).toMatchObject({ marked: 2, precision: '1.000 (1.000-1.000)', recall: '0.500 (0.000-1.000)' });
  });

  it('are refused for a folder without any, one that is not there, and a half that is none', async () => {
    await expect(evaluateFolder(folder, undefined)).rejects.toMatchObject({ exitCode: 7 });
    await expect(evaluateFolder(join(folder, 'none'), undefined)).rejects.toMatchObject({ exitCode: 2 });
    await expect(evaluateFolder(folder, 'third')).rejects.toMatchObject({ exitCode: 2 });
  });
});
