import { createRequire } from 'node:module';
import type * as Library from 're2js';

const require = createRequire(import.meta.url);

/**
 * An expression in the syntax of RE2; throws what the library throws for one that is none. The library is read with the
 * first of them: a quarter of a megabyte is not for those who bring no expressions of their own.
 */
export function compileRe2(expression: string): Library.RE2JS {
  const { RE2JS } = require('re2js') as typeof Library;
  return RE2JS.compile(expression);
}
