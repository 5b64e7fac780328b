import 'reflect-metadata';
import { CommanderError } from 'commander';
import { strongroomCli } from './cli.js';
import { exitCodeOf } from './exit-code.js';
import { systemRoot } from './root.js';

try {
  await strongroomCli(systemRoot()).parseAsync();
} catch (error) {
  // Commander has said what is wrong by itself.
  if (!(error instanceof CommanderError)) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
  process.exitCode = exitCodeOf(error);
}
