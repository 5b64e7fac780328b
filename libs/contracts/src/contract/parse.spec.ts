import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@strongroom/kernel';
import { z } from 'zod';
import { parseInput } from './parse.js';

const schema = z.strictObject({
  name: z.string().max(3),
  lines: z.array(z.strictObject({ 'a/b': z.int() })).optional(),
});

function faultOf(value: unknown): DomainError {
  try {
    parseInput(schema, value);
  } catch (error) {
    if (error instanceof DomainError) return error as DomainError;
  }
  throw new Error('the input was accepted');
}

describe('parseInput', () => {
  it('names every field by JSON Pointer, escaped, and its rule', () => {
    const fault = faultOf({ name: 'far too long', lines: [{ 'a/b': 1.5 }] });
    expect(fault.code).toBe('err:request:invalid:schema');
    expect(fault.fields.map(({ pointer }) => pointer)).toEqual(['/name', '/lines/0/a~1b']);
    expect(fault.message).toContain('/name');
  });

  it('names each unknown field', () => {
    expect(faultOf({ name: 'x', extra: 1, more: 2 }).fields).toEqual([
      { pointer: '/extra', rule: 'is not a field of this request' },
      { pointer: '/more', rule: 'is not a field of this request' },
    ]);
  });

  it('never repeats a value, which may be a secret', () => {
    expect(JSON.stringify(faultOf({ name: 'canary-4d2a' }))).not.toContain('canary');
    expect(faultOf('canary-4d2a').message).not.toContain('canary');
  });
});
