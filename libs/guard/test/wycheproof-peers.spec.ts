import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { wycheproofTable } from './support/wycheproof-table.js';

const page = readFileSync(new URL('../../../docs/guides/verifying.md', import.meta.url), 'utf8');
const [, printed] = /<!-- computed -->\n\n([\s\S]*?)\n\n<!-- end -->/.exec(page) ?? [];

describe('docs/guides/verifying.md', () => {
  it('says of guard, jose and jsonwebtoken what the vectors of Wycheproof find now', async () => {
    expect(printed).toBe(await wycheproofTable());
  });
});
