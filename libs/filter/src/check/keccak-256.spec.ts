import { describe, expect, it } from '@jest/globals';
import { passesEip55 } from './eip-55.js';
import { keccak256 } from './keccak-256.js';

describe('Keccak-256', () => {
  it('is the one of 2011, not SHA3-256', () => {
    expect(keccak256('')).toBe('c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470');
    expect(keccak256('abc')).toBe('4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45');
  });

  it('refuses what does not fit into one block', () => {
    expect(() => keccak256('a'.repeat(136))).toThrow(RangeError);
  });

  // The examples of EIP-55.
  it.each([
    '5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    'fB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
    'dbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
    'D1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
  ])('checks the capitals of %s', (address) => {
    expect(passesEip55(address)).toBe(true);
    expect(passesEip55(address.replace('b', 'B').replace('A', 'a'))).toBe(false);
  });
});
