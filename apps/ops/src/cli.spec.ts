import { describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { strongroomCli } from './cli.js';
import { exitCodeOf } from './exit-code.js';

function withCommandsOf(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(withCommandsOf)];
}

async function run(...args: string[]): Promise<number> {
  const cli = strongroomCli('/nowhere');
  const quiet = { writeOut: () => undefined, writeErr: () => undefined };
  for (const command of withCommandsOf(cli)) command.configureOutput(quiet);
  try {
    await cli.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    return exitCodeOf(error);
  }
}

describe('the command line', () => {
  it.each([['--help'], ['up', '--help'], ['tokens', 'validate', '--help']])('explains itself: %s', async (...args) => {
    expect(await run(...args)).toBe(0);
  });

  it.each([
    ['an unknown command', ['nonsense']],
    ['an unknown flag', ['up', '--sideways']],
    ['no replica', ['up', '--replicas', '0']],
    ['half a replica', ['up', '--replicas', '1.5']],
    ['a missing argument', ['tokens', 'validate']],
    ['no token to check', ['tokens', 'check']],
    ['a file of tokens that is not there', ['tokens', 'check', '--file', '/nowhere/tokens']],
    ['more tokens than are checked', ['tokens', 'check', ...Array.from({ length: 1_001 }, () => 'id')]],
    ['an unknown type', ['tokens', 'cleanup', '--dry-run', '--types', 'tokens,everything']],
    ['a deletion, which is not its to do', ['tokens', 'cleanup']],
    ['an unknown format', ['--format', 'xml', 'dlq', 'list']],
    ['an unknown consumer', ['dlq', 'list', '--consumer', 'gateway']],
    ['an age without a unit', ['dlq', 'list', '--older-than', '2']],
    ['dead letters of no service', ['dlq', 'purge', '--all', '--yes']],
    ['dead letters that nobody named', ['dlq', 'purge', '--consumer', 'auth-token', '--yes']],
    ['dead letters named in two ways', ['dlq', 'requeue', '1764043200000-0', '--all', '--consumer', 'auth-token']],
    ['a folder without passwords', ['redis', 'acl', '--passwords', '/nowhere']],
    ['a policy that nobody has seen', ['filter', 'policy', 'set', 'policy.json']],
    ['a policy for no direction', ['filter', 'policy', 'show', '--direction', 'sideways']],
    ['a policy that is no file', ['filter', 'policy', 'set', '/nowhere/policy.json', '--expected-version', '0']],
    ['a revocation without a reason', ['revocation', 'subject', 'alice']],
    ['a reason that is none', ['revocation', 'subject', 'alice', '--reason', 'because']],
    ['no token to revoke', ['revocation', 'tokens', '--reason', 'admin']],
    ['the lift of a stop that nobody has seen', ['revocation', 'lift', '--reason', 'admin']],
    ['a loss that nobody has seen', ['revocation', 'accept-restored-log', '--reason', 'drill', '--actor', 'ann']],
    ['anchors that are not there', ['audit', 'verify', '--anchors', '/nowhere/heads.json']],
    ['no place in the log', ['revocation', 'watch', 'soon']],
    ['keys of nobody', ['wire-keys', 'rotate', 'nobody']],
    ['an application named like guards of ours', ['guards', 'add', 'gateway-x', '--out', '/nowhere/guard.json']],
    ['an overlap in which calls would fail', ['wire-keys', 'rotate', 'cleanup', '--overlap-minutes', '0']],
    ['a webhook without a URL', ['webhooks', 'add']],
    ['a webhook for what is not told', ['webhooks', 'add', 'https://receiver.example/', '--types', 'everything']],
    ['a file of settings that is not there', ['--config', '/nowhere/settings.json', 'migrate']],
  ])('answers wrong usage with exit code 2: %s', async (_, args) => {
    expect(await run(...args)).toBe(2);
  });

  it('offers no command whose help is empty', () => {
    const cli = strongroomCli('/nowhere');
    const shown = cli.commands.filter((command) => command.name() !== 'supervise');
    expect(shown.filter((command) => command.description() === '')).toEqual([]);
  });
});
