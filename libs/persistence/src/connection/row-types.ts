import pg from 'pg';

type Parser = (text: string) => unknown;

const INT8: number = pg.types.builtins.INT8;
const DATE: number = pg.types.builtins.DATE;
/** pg_type.dat: the array types have no name in node-postgres. */
const INT8_ARRAY = 1016;
const builtIn = pg.types.getTypeParser as (oid: number, format?: 'text' | 'binary') => Parser;

/**
 * How column types become values. Beside node-postgres' own rules: `int8` is a number, and one that a number cannot hold
 * exactly is an error, never a rounded value (log positions, counts and minor units all stay below 2^53); `date` stays
 * text, because a `Date` made of it would be midnight in the time zone of the process.
 */
export const rowTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): Parser {
    if (format !== 'binary') {
      if (oid === INT8) return exactInteger;
      if (oid === DATE) return (text) => text;
      if (oid === INT8_ARRAY) return exactIntegers;
    }
    return builtIn(oid, format);
  },
};

function exactInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('an int8 column holds a value beyond 2^53: select it as text');
  return value;
}

function exactIntegers(text: string): number[] {
  return (builtIn(INT8_ARRAY)(text) as string[]).map(exactInteger);
}
