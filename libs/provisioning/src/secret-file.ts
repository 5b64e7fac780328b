import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';

/** 256 bits from the system's generator, in letters that need no quoting in a URL, a shell or SQL. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** The secret in `file` (mode 0600), made on the first call. Its directory must exist. */
export async function secretFile(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    const secret = randomSecret();
    // `wx`: of two at once one wins and the other reads its secret.
    return writeFile(file, secret, { mode: 0o600, flag: 'wx' }).then(
      () => secret,
      async () => (await readFile(file, 'utf8')).trim(),
    );
  }
}
