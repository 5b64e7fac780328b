import { chmod, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetData } from '../src/index.js';

export interface Clone {
  readonly root: string;
  remove(): Promise<void>;
}

/**
 * A folder as a clone would be, with a space in its name. What was downloaded before is used again.
 *
 * @param mode 0o755 for one that anybody may enter, 0o700 for one in somebody's own home
 */
export async function makeClone(mode: 0o755 | 0o700 = 0o755): Promise<Clone> {
  const parent = await mkdtemp(join(tmpdir(), 'strongroom-'));
  await chmod(parent, mode);
  const root = join(parent, 'a clone');
  await mkdir(join(root, '.strongroom'), { recursive: true });
  const tools = join(process.cwd(), '.strongroom', 'tools');
  await mkdir(tools, { recursive: true });
  await symlink(tools, join(root, '.strongroom', 'tools'));
  return {
    root,
    remove: async () => {
      await forgetData(root);
      await rm(parent, { recursive: true });
    },
  };
}
