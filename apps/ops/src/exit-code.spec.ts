import { fault } from '@strongroom/contracts';
import { ConfigFault } from '@strongroom/platform';
import { ServerUnavailable } from '@strongroom/provisioning';
import { VaultFault } from '@strongroom/vault';
import { CommanderError } from 'commander';
import { describe, expect, it } from '@jest/globals';
import { CommandFault, exitCodeOf } from './exit-code.js';

describe('exitCodeOf', () => {
  it.each([
    ['a fault of no known kind', new Error('?'), 1],
    ['wrong configuration', new ConfigFault(['X: must be set']), 2],
    ['wrong usage', new CommanderError(1, 'commander.unknownCommand', 'unknown'), 2],
    ['help that was asked for', new CommanderError(0, 'commander.helpDisplayed', ''), 0],
    ['no Postgres', new ServerUnavailable('postgres', 'none'), 3],
    ['a database that a library could not reach', fault('err:platform:unavailable:database', { message: 'away' }), 3],
    ['no Redis', new ServerUnavailable('redis', 'none'), 4],
    ['no OpenBao', new ServerUnavailable('openbao', 'none'), 5],
    ['a sealed store', new VaultFault('sealed', { message: 'sealed' }), 5],
    ['a store that denies us', new VaultFault('denied', { message: 'no' }), 8],
    ['what a command says itself', new CommandFault('not there', 7), 7],
    ['an interruption', new CommandFault('interrupted', 130), 130],
  ] as const)('tells a shell of %s', (_, error, code) => {
    expect(exitCodeOf(error)).toBe(code);
  });
});
