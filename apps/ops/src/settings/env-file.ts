import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { folderOf } from '@strongroom/provisioning';

export type Variables = Readonly<Record<string, string>>;

export function envFile(root: string): string {
  return join(folderOf(root).path, 'env');
}

/** Writes what a shell needs to work with the running system: `. .strongroom/env`. Holds secrets, so mode 0600. */
export async function writeEnvFile(root: string, variables: Variables): Promise<void> {
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`);
  const file = envFile(root);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${lines.join('\n')}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

export async function readEnvFile(root: string): Promise<NodeJS.Dict<string>> {
  const text = await readFile(envFile(root), 'utf8').catch(() => '');
  return parseEnv(text);
}

export async function removeEnvFile(root: string): Promise<void> {
  await rm(envFile(root), { force: true });
}

/** In single quotes a shell reads everything as it is. None of our values holds one. */
function quoted(value: string): string {
  if (/['\n\\]/.test(value)) throw new Error('a value with a quote, a backslash or a line break cannot be written');
  return `'${value}'`;
}
