import { readFile, writeFile } from 'node:fs/promises';
import type { DataSet } from '@strongroom/filter';
import { CommandFault, exitCode } from '../../exit-code.js';
import { evaluateSets } from './evaluate-folder.js';
import { rowReasons } from './row-reasons.js';
import { explainFailures } from './row-verdicts.js';
import { renderScoreboard, type Scoreboard, scoreboardSchema } from './scoreboard.js';

export function measureScoreboard(sets: readonly DataSet[]): Scoreboard {
  const tuning = evaluateSets(sets, 'tuning');
  const checking = evaluateSets(sets, 'checking');
  const failures = [tuning, checking].flatMap((half) => explainFailures(half, rowReasons));
  return { halves: { tuning: [...tuning.figures], checking: [...checking.figures] }, failures };
}

/** The page, and beside it the figures: `scoreboard.md` and `scoreboard.json`. */
export async function writeScoreboard(page: string, scoreboard: Scoreboard): Promise<void> {
  if (!page.endsWith('.md')) throw new CommandFault('--scoreboard must be a file that ends in .md', exitCode.usage);
  await writeFile(page.replace(/md$/, 'json'), `${JSON.stringify(scoreboard, null, 2)}\n`);
  await writeFile(page, renderScoreboard(scoreboard));
}

export async function readScoreboard(file: string): Promise<Scoreboard> {
  try {
    return scoreboardSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new CommandFault(`${file} cannot be read as the figures of a scoreboard`, exitCode.usage, { cause });
  }
}
