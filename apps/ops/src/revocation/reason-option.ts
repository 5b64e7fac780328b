import { revocationReasons, type RevocationReason } from '@strongroom/contracts';
import { Option, type Command } from 'commander';

export interface ReasonOptions {
  readonly reason: RevocationReason;
  readonly note?: string;
}

/** Why, which nobody may leave out, and a sentence for those who read the log later. */
export function withReason(command: Command): Command {
  return command
    .addOption(new Option('--reason <reason>', 'why').choices(revocationReasons).makeOptionMandatory())
    .option('--note <text>', 'for people who read the log later; no secret');
}
