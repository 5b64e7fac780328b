import {
  revocableScopes,
  revocationReasons,
  type InputToSend,
  type listRevocations,
  type Scope,
} from '@strongroom/contracts';
import { Option, type Command } from 'commander';

export type Filter = Pick<InputToSend<typeof listRevocations>, 'scope' | 'target' | 'reason' | 'from' | 'to'> & {
  readonly by?: string;
  readonly beyond?: boolean;
};

/** `--beyond`: a token has the right to what reaches beyond its tenant only where it was asked for by name. */
export const scopesFor = (beyond: boolean, own: Scope): Scope[] => (beyond ? ['revocation:emergency', own] : []);

/** Which revocations are meant. */
export function withFilter(command: Command): Command {
  return command
    .option('--target <id>', 'what was revoked, such as the jti of a token')
    .addOption(new Option('--scope <scope>').choices(revocableScopes))
    .addOption(new Option('--reason <reason>').choices(revocationReasons))
    .option('--by <id>', 'who revoked')
    .option('--from <time>', 'recorded at this time or later (RFC 3339)')
    .option('--to <time>', 'recorded before this time')
    .option('--beyond', 'with the ends of other tenants, and all that was said of what reaches beyond the tenant');
}
