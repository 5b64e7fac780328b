import { Command, Option } from 'commander';
import { addAudit } from './audit/verify.command.js';
import { addFilter } from './filter/filter.command.js';
import { addFilterPolicy } from './filter-policy/policy.command.js';
import { addGuards } from './guards/guards.command.js';
import { addMigrate } from './migrate.command.js';
import { addDlq } from './dlq/add-dlq.js';
import { addDoctor } from './doctor/doctor.command.js';
import { formats, Output, type Format } from './output/output.js';
import { addRedisAcl } from './redis/acl.command.js';
import { addRevocation } from './revocation/add-revocation.js';
import { addSigningKeys } from './signing-keys/signing-keys.command.js';
import { addTokensCheck } from './tokens/check.command.js';
import { addTokensCleanup } from './tokens/cleanup.command.js';
import { addTokensValidate } from './tokens/validate.command.js';
import { addStopAndReset } from './up/stop.command.js';
import { addUp } from './up/up.command.js';
import { addWebhooks } from './webhooks/webhooks.command.js';
import { addWireKeys } from './wire-keys/wire-keys.command.js';

/** The whole command line. stdout is data, stderr is talk. */
export function strongroomCli(root: string): Command {
  const program = new Command('strongroom')
    .description('Runs and looks after a Strongroom on this machine')
    .option('--json', 'data as JSON: short for --format json')
    .addOption(new Option('--format <format>', 'how data is written').choices(formats).default('table'))
    .option('--config <file>', 'settings from a JSON file: {"DATABASE_URL": "..."}')
    .exitOverride();
  const output = (): Output => {
    const { json, format } = program.opts<{ json?: true; format: Format }>();
    return new Output(json === true ? 'json' : format);
  };
  addUp(program, root, output);
  addStopAndReset(program, root, output);
  addMigrate(program, root, output);
  addDoctor(program, root, output);
  addFilterPolicy(addFilter(program, output), program, root, output);
  const tokens = program.command('tokens').description('issued tokens');
  addTokensCleanup(tokens, program, root, output);
  addTokensValidate(tokens, program, root, output);
  addTokensCheck(tokens, program, root, output);
  addDlq(program, root, output);
  addRedisAcl(program.command('redis').description('a Redis of your own'), output);
  addRevocation(program, root, output);
  addAudit(program, root, output);
  addSigningKeys(program, root, output);
  addWebhooks(program, root, output);
  addWireKeys(program, root, output);
  addGuards(program, root, output);
  return program;
}
