import { z } from 'zod';
import { jsonValue } from './json-value.js';

/** In UTF-16 code units. An ordinary text of this length is filtered in 6 ms, so nobody waits for long behind it. */
export const TEXT_LENGTH_MAX = 262_144;

/** What is to be looked at: a text, or a JSON value whose strings, names and numbers are. */
export const content = {
  text: z.string().max(TEXT_LENGTH_MAX).optional(),
  json: jsonValue.optional(),
};

export function hasOneContent(input: { readonly text?: unknown; readonly json?: unknown }): boolean {
  return (input.text === undefined) !== (input.json === undefined);
}

export const ONE_CONTENT = { error: 'must have either text or json', path: ['text'] };
