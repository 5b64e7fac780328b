import { revocableScopes } from '@strongroom/contracts';
import { Command } from 'commander';
import { describe, expect, it } from '@jest/globals';
import { scopeOption } from './filter-options.js';

function scopeOf(word: string): unknown {
  const command = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  return command.addOption(scopeOption(revocableScopes)).parse(['--scope', word], { from: 'user' }).opts()['scope'];
}

describe('--scope', () => {
  it.each([
    ['api-key', 'key'],
    ['signing-key', 'signing_key'],
    ['everything', 'global'],
    ['tokens', 'token'],
  ])('takes %s, the word of a command, for %s', (word, scope) => {
    expect(scopeOf(word)).toBe(scope);
  });

  it('takes the words of the log, and says which it takes where it knows neither', () => {
    expect(revocableScopes.map(scopeOf)).toEqual(revocableScopes);
    expect(() => scopeOf('planet')).toThrow('api-key for key');
  });
});
