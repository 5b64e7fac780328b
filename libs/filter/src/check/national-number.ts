import { createRequire } from 'node:module';
import type { Validator } from 'stdnum/lib/cjs/types.js';

/**
 * `number` is where the library keeps a validator: `br/cpf`.
 *
 * Says whether a text is a valid number of its kind, by the check digits, dates and registers that `stdnum` knows. Each
 * validator is read when it is first asked: all of them together cost a tenth of a second, and most programs meet a few.
 * Throws when the library has no such validator.
 */
export function nationalNumberCheck(number: string): (text: string) => boolean {
  let validate: Validate | undefined;
  return (text) => {
    validate ??= validatorOf(number);
    return withoutStacks(validate, text).isValid;
  };
}

/**
 * What is wrong with a number is an error of theirs, thrown by nobody: to note where it was made takes ten times as long as
 * the check.
 */
function withoutStacks(validate: Validate, text: string): ReturnType<Validate> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return validate(text);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

type Validate = (text: string) => Pick<ReturnType<Validator['validate']>, 'isValid'>;

const load: (path: string) => unknown = createRequire(import.meta.url);

function validatorOf(number: string): Validate {
  const module = load(`stdnum/lib/cjs/${number}.js`);
  if (!hasValidate(module)) throw new Error(`stdnum cannot validate ${number}`);
  const { validate } = module;
  // Some of them read other parts of themselves off `this`.
  return (text) => validate.call(module, text);
}

function hasValidate(module: unknown): module is { readonly validate: Validate } {
  return typeof module === 'object' && module !== null && 'validate' in module && typeof module.validate === 'function';
}
