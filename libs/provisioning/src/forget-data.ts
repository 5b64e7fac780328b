import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { folderOf } from './folder.js';
import { outside } from './postgres/place.js';

/** Removes all data that servers kept for this clone, also what lies outside of it. No server may be running. */
export async function forgetData(root: string): Promise<void> {
  const { data } = folderOf(root);
  await rm(outside(join(data, 'postgres')), { recursive: true, force: true });
  await rm(data, { recursive: true, force: true });
}
