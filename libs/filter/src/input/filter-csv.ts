import { applyPolicy, describe, type FilterRun, scanText } from '../filter-text.js';
import { FilterLimitExceeded } from '../limits.js';
import { strongest } from '../policy/decide.js';
import type { CsvEntity, CsvResult } from '../result.js';
import { csvFields, csvWritten } from './csv-fields.js';
import { wordsOf } from './key-path.js';

export interface CsvOptions {
  /** One character; default: `,`. */
  readonly delimiter?: string;
  /** Whether the first line names the columns; default: it does. */
  readonly header?: boolean;
}

/**
 * Filters every field of a CSV text, and leaves everything else as it is written. The name of a column is context for its
 * fields: below `card_number` a number is one. Names are filtered themselves.
 */
export function filterCsv(
  run: FilterRun,
  text: string,
  { delimiter = ',', header = true }: CsvOptions = {},
): CsvResult {
  if (delimiter.length !== 1 || /["\r\n]/.test(delimiter)) {
    throw new RangeError('delimiter must be one character, and no quote or end of line');
  }
  const { textLengthMax, findingsMax } = run.limits;
  if (text.length > textLengthMax) throw new FilterLimitExceeded('textLengthMax', textLengthMax);
  const entities: CsvEntity[] = [];
  const names: string[] = [];
  let output = '';
  let row = 1;
  let column = 1;
  for (const field of csvFields(text, delimiter)) {
    const isName = header && row === 1;
    if (isName) names.push(field.value);
    const name = isName ? '' : (names[column - 1] ?? '');
    const findings = scanText(run, field.value, wordsOf([name]));
    const treated = applyPolicy(run, field.value, findings);
    const isChanged = treated !== field.value;
    output += isChanged ? csvWritten(treated, field.quoted, delimiter) : text.slice(field.start, field.end);
    output += field.after;
    for (const entity of describe(field.value, findings, run.policy)) entities.push({ ...entity, row, column });
    if (entities.length > findingsMax) throw new FilterLimitExceeded('findingsMax', findingsMax);
    [row, column] = field.after === delimiter ? [row, column + 1] : [row + 1, 1];
  }
  const action = strongest(entities.map((entity) => entity.action));
  return { action, output: action === 'block' ? null : output, entities };
}
