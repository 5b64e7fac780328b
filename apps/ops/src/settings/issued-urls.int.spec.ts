import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { IssuedUrls } from './issued-urls.js';

describe('IssuedUrls', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'strongroom-urls-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  const ours = 'postgres://postgres:s3cret@127.0.0.1:5432/strongroom';

  it('knows a URL of an earlier start again, and takes every other for the user’s own', async () => {
    await (await IssuedUrls.read(root)).add([ours]);
    const issued = await IssuedUrls.read(root);
    expect(issued.usersOwn(ours)).toBeUndefined();
    expect(issued.usersOwn('postgres://me@db.internal/mine')).toBe('postgres://me@db.internal/mine');
    expect(issued.usersOwn(undefined)).toBeUndefined();
  });

  it('keeps no URL, because a URL holds a password', async () => {
    await (await IssuedUrls.read(root)).add([ours]);
    expect(await readFile(join(root, '.strongroom', 'issued-urls.json'), 'utf8')).not.toContain('s3cret');
  });
});
