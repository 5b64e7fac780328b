import { type FilterRun, filterText } from '../filter-text.js';
import { filterJson } from '../input/filter-json.js';
import { FilterLimitExceeded } from '../limits.js';
import type { FilterKeys } from '../policy/filter-keys.js';
import type { Action } from '../policy/policy.js';
import type { Entity, JsonEntity, JsonValue } from '../result.js';
import { StreamBlocked } from './filter-stream.js';
import type { TextSteps } from './utf8-transform.js';

export interface EventsOptions {
  /** For a policy that tokenises or hashes. */
  readonly keys?: FilterKeys;
  /** Hears what was found in a field; spans count within it, those of JSON within a value. */
  readonly onEntities?: (entities: readonly (Entity | JsonEntity)[]) => void;
}

/** These steer the client and say nothing to anybody; a client that resumes sends an id back as it got it. */
const KEPT: ReadonlySet<string> = new Set(['event', 'id', 'retry']);

/**
 * A text of server-sent events (WHATWG HTML, 9.2.6), event by event: the data of each, its lines together, is filtered as
 * JSON if it is an object or an array, else as text; so are comments and fields that nobody knows. An event comes out when
 * it is complete. One that the stream does not complete is dropped, as a browser drops it.
 */
export class EventFilter implements TextSteps {
  readonly #run: FilterRun;
  readonly #onEntities: EventsOptions['onEntities'];
  /** The line that has begun, and the lines of the event before it. */
  #line = '';
  #lines: string[] = [];
  /** Of both. */
  #length = 0;
  #isFirst = true;
  #endedWithReturn = false;

  constructor(run: FilterRun, { onEntities }: EventsOptions = {}) {
    this.#run = run;
    this.#onEntities = onEntities;
  }

  push(part: string): string {
    let output = '';
    let from = 0;
    for (const { 0: end, index } of part.matchAll(/[\r\n]/g)) {
      this.#take(part.slice(from, index));
      from = index + 1;
      // The line feed of a CR LF ends nothing, wherever the parts meet.
      const isRest = end === '\n' && this.#endedWithReturn && this.#line === '';
      this.#endedWithReturn = end === '\r';
      if (!isRest) output += this.#endLine();
    }
    this.#take(part.slice(from));
    return output;
  }

  end(): string {
    return '';
  }

  #take(text: string): void {
    if (text === '') return;
    this.#endedWithReturn = false;
    this.#line += text;
    this.#length += text.length;
    const { textLengthMax } = this.#run.limits;
    if (this.#length > textLengthMax) throw new FilterLimitExceeded('textLengthMax', textLengthMax);
  }

  #endLine(): string {
    const line = this.#isFirst ? this.#line.replace(/^\ufeff/, '') : this.#line;
    this.#isFirst = false;
    this.#line = '';
    if (line !== '') {
      this.#lines.push(line);
      return '';
    }
    const event = this.#settle(this.#lines);
    this.#lines = [];
    this.#length = 0;
    return event;
  }

  /** The fields as they were, and all of the data where its first line was. */
  #settle(lines: readonly string[]): string {
    if (lines.length === 0) return '';
    const fields = lines.map(readField);
    const data = fields.flatMap(({ name, value }) => (name === 'data' ? [value] : []));
    const first = fields.findIndex(({ name }) => name === 'data');
    const written = fields.flatMap(({ name, value }, index) => {
      if (name === 'data') return index === first ? this.#data(data.join('\n')) : [];
      return [writeField(name, KEPT.has(name) ? value : this.#text(value))];
    });
    return `${written.join('\n')}\n\n`;
  }

  #data(data: string): readonly string[] {
    const json = readJson(data);
    const treated = json === undefined ? this.#text(data) : this.#json(data, json);
    return treated.split(/\r\n|\r|\n/).map((line) => writeField('data', line));
  }

  #text(text: string): string {
    const { action, output, entities } = filterText(this.#run, text);
    this.#tell(action, entities);
    return output ?? '';
  }

  /** Written anew only if something in it was treated. */
  #json(data: string, json: JsonValue): string {
    const { action, output, entities } = filterJson(this.#run, json);
    this.#tell(action, entities);
    return entities.length === 0 ? data : JSON.stringify(output);
  }

  #tell(action: Action, entities: readonly (Entity | JsonEntity)[]): void {
    if (entities.length > 0) this.#onEntities?.(entities);
    if (action === 'block') throw new StreamBlocked([...new Set(entities.map(({ type }) => type))]);
  }
}

interface Field {
  /** Empty for a comment. */
  readonly name: string;
  readonly value: string;
}

function readField(line: string): Field {
  const colon = line.indexOf(':');
  return colon < 0
    ? { name: line, value: '' }
    : { name: line.slice(0, colon), value: line.slice(colon + 1).replace(/^ /, '') };
}

function writeField(name: string, value: string): string {
  return `${name}: ${value}`;
}

function readJson(data: string): JsonValue | undefined {
  if (!/^\s*[[{]/.test(data)) return undefined;
  try {
    return JSON.parse(data) as JsonValue;
  } catch {
    return undefined;
  }
}
