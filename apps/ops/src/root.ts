import { isAbsolute, join } from 'node:path';
import { loadConfig } from '@strongroom/platform';
import { z } from 'zod';

const settings = z.object({
  STRONGROOM_ROOT: z.string().refine(isAbsolute, 'must be an absolute path').optional(),
});

/** The clone this command line belongs to: what it starts is built there. */
export const clone = join(import.meta.dirname, '..', '..', '..');

/** Where `.strongroom/` lies: the clone, unless STRONGROOM_ROOT names another folder, so that systems can stand side by side. */
export function systemRoot(): string {
  return loadConfig(settings).STRONGROOM_ROOT ?? clone;
}
