import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { envFile, readEnvFile, removeEnvFile, writeEnvFile } from './env-file.js';

describe('the file that a shell sources', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'strongroom env-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  const values = { DATABASE_URL: 'postgres://u:p$x`y"&;@127.0.0.1/db?a=b c', GATEWAY_URLS: 'http://a,http://b' };

  it('gives a shell, and the programs it starts, exactly what was written', async () => {
    await writeEnvFile(root, values);
    const script = `. "$1"; "$2" -e 'console.log(JSON.stringify(process.env))'`;
    const seen = JSON.parse(
      execFileSync('sh', ['-c', script, 'sh', envFile(root), process.execPath], { encoding: 'utf8' }),
    ) as object;
    expect(seen).toMatchObject(values);
  });

  it('is read back as it was written, and may be read by its owner only', async () => {
    await writeEnvFile(root, values);
    expect(await readEnvFile(root)).toEqual(values);
    expect((await stat(envFile(root))).mode & 0o777).toBe(0o600);
  });

  it('holds nothing once it is removed, which may be done twice', async () => {
    await writeEnvFile(root, values);
    await removeEnvFile(root);
    await removeEnvFile(root);
    expect(await readEnvFile(root)).toEqual({});
  });

  it('is not written with a value that a shell could read as something else', async () => {
    await expect(writeEnvFile(root, { EVIL: "'; rm -rf ~; '" })).rejects.toThrow('cannot be written');
  });
});
