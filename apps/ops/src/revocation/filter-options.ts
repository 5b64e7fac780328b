import {
  revocableScopes,
  revocationReasons,
  type RevocableScope,
  type InputToSend,
  type listRevocations,
  type Scope,
} from '@strongroom/contracts';
import { InvalidArgumentError, Option, type Command } from 'commander';

export type Filter = Pick<InputToSend<typeof listRevocations>, 'scope' | 'target' | 'reason' | 'from' | 'to'> & {
  readonly by?: string;
  readonly beyond?: boolean;
};

/** `--beyond`: a token has the right to what reaches beyond its tenant only where it was asked for by name. */
export const scopesFor = (beyond: boolean, own: Scope): Scope[] => (beyond ? ['revocation:emergency', own] : []);

/** What the commands call it, where the log has another word for it. */
const wordsOfCommands: Readonly<Partial<Record<string, RevocableScope>>> = {
  tokens: 'token',
  'api-key': 'key',
  'signing-key': 'signing_key',
  everything: 'global',
};

/** Takes the words of the commands as well as those of the log. */
export function scopeOption(scopes: readonly RevocableScope[]): Option {
  const words = Object.entries(wordsOfCommands).map(([word, scope = '']) => `${word} for ${scope}`);
  return new Option('--scope <scope>', `${scopes.join(', ')}; or ${words.join(', ')}`).argParser((word: string) => {
    const scope = wordsOfCommands[word] ?? word;
    const found = scopes.find((one) => one === scope);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`Allowed choices are ${scopes.join(', ')}; or ${words.join(', ')}.`);
  });
}

/** Which revocations are meant. */
export function withFilter(command: Command): Command {
  return command
    .option('--target <id>', 'what was revoked, such as the jti of a token')
    .addOption(scopeOption(revocableScopes))
    .addOption(new Option('--reason <reason>').choices(revocationReasons))
    .option('--by <id>', 'who revoked')
    .option('--from <time>', 'recorded at this time or later (RFC 3339)')
    .option('--to <time>', 'recorded before this time')
    .option('--beyond', 'with the ends of other tenants, and all that was said of what reaches beyond the tenant');
}
