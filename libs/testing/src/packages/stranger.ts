import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const INSTALL = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
const COMPILE = ['--module', 'nodenext', '--target', 'es2024', '--strict', '--types', 'node'];

/** Somebody elsewhere who has installed one of our packages from what `npm pack` makes of it, and reads its README. */
export class Stranger {
  private constructor(
    /** The folder of theirs, empty but for what was installed. */
    readonly folder: string,
    private readonly readme: string,
  ) {}

  /**
   * Packs and installs the package in the folder `room`, and beside it others, by name, in the versions that are installed
   * here. They have TypeScript's view of Node as well.
   */
  static async install(room: string, beside: readonly string[] = []): Promise<Stranger> {
    const folder = await mkdtemp(join(tmpdir(), 'a stranger '));
    const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
    const { stdout } = await run('npm', pack, { cwd: room });
    const [packed] = JSON.parse(stdout) as { readonly filename: string }[];
    await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }));
    const others = await Promise.all([...beside, '@types/node'].map(versionOf));
    await run('npm', ['install', ...INSTALL, join(folder, packed?.filename ?? ''), ...others], { cwd: folder });
    return new Stranger(folder, await readFile(join(room, 'README.md'), 'utf8'));
  }

  /** The TypeScript in the README's section of that title. */
  codeOf(title: string): string {
    const section = this.readme.split('\n## ').find((text) => text.startsWith(`${title}\n`)) ?? '';
    const blocks = [...section.matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code ?? '');
    if (blocks.length === 0) throw new Error(`the README has no code under "${title}"`);
    return blocks.join('\n');
  }

  /** Compiles files of theirs, strictly. */
  async compile(files: Readonly<Record<string, string>>, options: readonly string[] = []): Promise<void> {
    for (const [name, code] of Object.entries(files)) await writeFile(join(this.folder, name), code);
    const all = [require.resolve('typescript/bin/tsc'), ...COMPILE, ...options, ...Object.keys(files)];
    await run(process.execPath, all, { cwd: this.folder }).catch((error: unknown) => {
      throw new Error(`the code does not compile: ${(error as { stdout?: string }).stdout ?? String(error)}`);
    });
  }

  leave(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

async function versionOf(name: string): Promise<string> {
  const manifest = join(import.meta.dirname, '..', '..', '..', '..', 'node_modules', name, 'package.json');
  return `${name}@${(JSON.parse(await readFile(manifest, 'utf8')) as { readonly version: string }).version}`;
}
