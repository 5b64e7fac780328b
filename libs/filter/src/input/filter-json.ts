import { applyPolicy, describe, type FilterRun, scanText } from '../filter-text.js';
import { FilterLimitExceeded, type FilterLimit } from '../limits.js';
import { strongest } from '../policy/decide.js';
import { treat } from '../policy/treat.js';
import type { JsonEntity, JsonResult, JsonValue } from '../result.js';
import type { Finding } from '../scan/finding.js';
import { pointerTo, wordsOf } from './key-path.js';

/**
 * Filters every string, property name and whole number of a JSON value and keeps its structure. The key path is
 * context: `{"cardNumber": …}` says as much as the word beside the number would. A number in which something was
 * found becomes a string when its treatment changes it. Keys that become equal are told apart: `[EMAIL_ADDRESS] (2)`.
 */
export function filterJson(run: FilterRun, value: JsonValue): JsonResult {
  const walk = new JsonWalk(run);
  const output = walk.value(value, []);
  const action = strongest(walk.entities.map((entity) => entity.action));
  return { action, output: action === 'block' ? null : output, entities: walk.entities };
}

/** A number shorter than the shortest card number holds nothing that any rule looks for. */
const NUMBER_MIN = 1e11;

class JsonWalk {
  readonly entities: JsonEntity[] = [];
  #nodes = 0;
  #textLength = 0;

  constructor(private readonly run: FilterRun) {}

  value(value: JsonValue, path: readonly string[]): JsonValue {
    this.#countNode(path.length);
    if (typeof value === 'string') return this.#text(value, path);
    if (typeof value === 'number') return this.#number(value, path);
    if (typeof value !== 'object' || value === null) return value;
    if (isArray(value)) return value.map((item, index) => this.value(item, [...path, String(index)]));
    return this.#object(value, path);
  }

  #object(object: Readonly<Record<string, JsonValue>>, path: readonly string[]): JsonValue {
    const taken = new Set(Object.keys(object));
    const entries = Object.entries(object).map(([key, value]): [string, JsonValue] => {
      const { output, shown } = this.#key(key, path);
      const name = output === key ? key : distinct(output, taken);
      taken.add(name);
      return [name, this.value(value, [...path, shown])];
    });
    // Unlike an assignment, this makes `__proto__` a property like any other.
    return Object.fromEntries(entries);
  }

  #key(key: string, path: readonly string[]): { readonly output: string; readonly shown: string } {
    const findings = this.#scan(key, path);
    const shown = treat(key, findings, () => 'redact');
    for (const entity of describe(key, findings, this.run.policy)) {
      this.#add({ ...entity, path: pointerTo([...path, shown]), in: 'key' });
    }
    return { output: applyPolicy(this.run, key, findings), shown };
  }

  #text(text: string, path: readonly string[], kind: 'text' | 'number' = 'text'): string {
    const findings = this.#scan(text, path);
    for (const entity of describe(text, findings, this.run.policy)) {
      this.#add({ ...entity, path: pointerTo(path), in: 'value' });
    }
    return applyPolicy(this.run, text, findings, { kind });
  }

  #number(number: number, path: readonly string[]): number | string {
    if (!Number.isSafeInteger(number) || number < NUMBER_MIN) return number;
    const digits = String(number);
    const output = this.#text(digits, path, 'number');
    return output === digits ? number : output;
  }

  #scan(text: string, path: readonly string[]): readonly Finding[] {
    this.#textLength += text.length;
    this.#check('textLengthMax', this.#textLength);
    return scanText(this.run, text, wordsOf(path));
  }

  #add(entity: JsonEntity): void {
    this.#check('pathLengthMax', entity.path.length);
    this.entities.push(entity);
    this.#check('findingsMax', this.entities.length);
  }

  #countNode(depth: number): void {
    this.#nodes++;
    this.#check('jsonNodesMax', this.#nodes);
    this.#check('jsonDepthMax', depth);
  }

  #check(limit: FilterLimit, actual: number): void {
    const max = this.run.limits[limit];
    if (actual > max) throw new FilterLimitExceeded(limit, max);
  }
}

/** `Array.isArray` does not narrow read-only arrays. */
function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function distinct(name: string, taken: ReadonlySet<string>): string {
  let candidate = name;
  for (let count = 2; taken.has(candidate); count++) candidate = `${name} (${count})`;
  return candidate;
}
