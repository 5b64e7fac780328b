import type { Command } from 'commander';
import { CommandFault, exitCode, type ExitCode } from '../exit-code.js';
import type { Output } from '../output/output.js';
import { readSettings, type Settings } from '../settings/settings.js';
import { checks, type Check, type Diagnosis } from './checks.js';

const columns = [
  { header: 'WHAT', cell: ({ what }: Diagnosis) => what },
  { header: 'STATE', cell: ({ state }: Diagnosis) => state },
  { header: 'ABOUT', cell: ({ about }: Diagnosis) => about },
];

export function addDoctor(program: Command, root: string, output: () => Output): void {
  program
    .command('doctor')
    .description('look whether everything that Strongroom leans on is there; exit code by what is not')
    .action(async () => {
      const settings = await readSettings(root, { configFile: program.opts<{ config?: string }>().config });
      const results = await Promise.all(checks.map((check) => examine(check, settings)));
      output().rows(
        results.map(({ diagnosis }) => diagnosis),
        columns,
      );
      const first = results.find(({ diagnosis }) => diagnosis.state === 'failed');
      if (first !== undefined) {
        throw new CommandFault(`${first.diagnosis.what} is not well: ${first.diagnosis.about}`, first.exitCode);
      }
    });
}

async function examine(
  { what, look, exitCode: code }: Check,
  settings: Settings,
): Promise<{ readonly diagnosis: Diagnosis; readonly exitCode: ExitCode }> {
  try {
    return { diagnosis: { what, state: 'ok', about: await look(settings) }, exitCode: exitCode.ok };
  } catch (error) {
    const about = error instanceof Error ? error.message : String(error);
    // What is not configured is a fault of the configuration, whatever it would have led to.
    const unset = error instanceof CommandFault && error.exitCode === exitCode.usage;
    return { diagnosis: { what, state: 'failed', about }, exitCode: unset ? exitCode.usage : code };
  }
}
