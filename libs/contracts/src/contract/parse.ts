import { type z } from 'zod';
import { fault } from '../errors/fault.js';

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/**
 * The value as the schema gives it, or `err:request:invalid:schema` that names each field by JSON Pointer and its rule.
 * The message never repeats the value: it may be a secret.
 */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: pointerOf([...issue.path, key]), rule: 'is not a field of this request' }))
      : [{ pointer: pointerOf(issue.path), rule: issue.message }],
  );
  const first = fields[0];
  throw fault('err:request:invalid:schema', {
    message:
      first === undefined ? 'the request does not fit its schema' : `${first.pointer || 'the request'}: ${first.rule}`,
    fields,
  });
}
