import { Command } from 'commander';
import { addMigrate } from './migrate.command.js';
import { addDoctor } from './doctor/doctor.command.js';
import { Output } from './output/output.js';
import { addTokensCleanup } from './tokens/cleanup.command.js';
import { addTokensValidate } from './tokens/validate.command.js';
import { addStopAndReset } from './up/stop.command.js';
import { addUp } from './up/up.command.js';
import { addWireKeys } from './wire-keys/wire-keys.command.js';

/** The whole command line. stdout is data, stderr is talk. */
export function strongroomCli(root: string): Command {
  const program = new Command('strongroom')
    .description('Runs and looks after a Strongroom on this machine')
    .option('--json', 'data as JSON')
    .option('--config <file>', 'settings from a JSON file: {"DATABASE_URL": "..."}')
    .exitOverride();
  const output = (): Output => new Output(program.opts<{ json?: true }>().json === true);
  addUp(program, root, output);
  addStopAndReset(program, root, output);
  addMigrate(program, root, output);
  addDoctor(program, root, output);
  const tokens = program.command('tokens').description('issued tokens');
  addTokensCleanup(tokens, program, root, output);
  addTokensValidate(tokens, program, root, output);
  addWireKeys(program, root, output);
  return program;
}
