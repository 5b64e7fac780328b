import { describe, expect, it } from '@jest/globals';
import { readArguments, WrongArgument } from './arguments.ts';

const known = ['calls', 'events'];

describe('the arguments of a benchmark', () => {
  it('name suites, rounds and seconds; without names every suite is meant', () => {
    expect(readArguments(['events', '--rounds', '2', '--seconds', '1'], known)).toEqual({
      suites: ['events'],
      rounds: 2,
      seconds: 1,
    });
    expect(readArguments([], known).suites).toEqual(known);
  });

  it.each([
    [['filters'], 'no suite "filters"'],
    [['--rounds', '0'], '--rounds must be a whole number from 1 to 100'],
    [['--seconds', '1.5'], '--seconds must be a whole number'],
    [['--second', '1'], '--second'],
  ])('%j is refused with the argument and the rule', (args, message) => {
    expect(() => readArguments(args, known)).toThrow(WrongArgument);
    expect(() => readArguments(args, known)).toThrow(message);
  });
});
