import { join } from 'node:path';

/** The clone this command line belongs to: what it starts is built there, and `.strongroom/` lies there. */
export const root = join(import.meta.dirname, '..', '..', '..');
