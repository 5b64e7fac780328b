import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { retentionPage } from './retention-page.js';

const page = new URL('../../../../docs/guides/retention.md', import.meta.url);

describe('docs/guides/retention.md', () => {
  it('says what the declarations say', async () => {
    await expect(readFile(page, 'utf8')).resolves.toBe(retentionPage());
  });
});
