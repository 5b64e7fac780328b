import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { folderOf } from '@strongroom/provisioning';

const KEPT = 100;

/**
 * Remembers which URLs `up` gave out, so that it knows them again: in a shell that has sourced `.strongroom/env`,
 * `DATABASE_URL` names the server of an earlier start, not one of the user's. Hashes only, because the URLs hold passwords;
 * `reset` leaves them, because it cannot reach into shells.
 */
export class IssuedUrls {
  private constructor(
    private readonly file: string,
    private hashes: readonly string[],
  ) {}

  static async read(root: string): Promise<IssuedUrls> {
    const file = join(folderOf(root).path, 'issued-urls.json');
    const text = await readFile(file, 'utf8').catch(() => '[]');
    return new IssuedUrls(file, JSON.parse(text) as string[]);
  }

  /** The URL if it is the user's own, undefined if it is not set or is one of ours. */
  usersOwn(url: string | undefined): string | undefined {
    return url === undefined || this.hashes.includes(hash(url)) ? undefined : url;
  }

  async add(urls: readonly string[]): Promise<void> {
    this.hashes = [...new Set([...this.hashes, ...urls.map(hash)])].slice(-KEPT);
    await mkdir(dirname(this.file), { recursive: true });
    await writeFile(this.file, JSON.stringify(this.hashes));
  }
}

function hash(url: string): string {
  return createHash('sha256').update(url).digest('base64url');
}
