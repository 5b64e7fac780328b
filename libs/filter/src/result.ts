import type { Family } from './packs/pack.js';
import type { Action } from './policy/policy.js';
import type { Span } from './text/spans.js';
import type { ViewName } from './text/view.js';
import type { Evidence } from './verify/verify.js';

/** What was found and why it is believed. Never the value itself: results are logged, stored and shown. */
export interface Entity {
  readonly type: string;
  readonly family: Family;
  readonly rule: string;
  /** How many of a hundred such findings are real ones, as a fraction. */
  readonly score: number;
  readonly evidence: readonly Evidence[];
  /** How the text had to be read to see it: anything but `plain` is a disguise or an encoding. */
  readonly view: ViewName;
  readonly span: Span;
  /** Rules that found something else in the same place and gave way. */
  readonly suppressed: readonly string[];
  /** What the policy did with it. */
  readonly action: Action;
}

/** An entity in a JSON value; its span counts within the string, the number's digits or the property name. */
export interface JsonEntity extends Entity {
  /** JSON Pointer (RFC 6901). A property name in which something was found stands redacted in it. */
  readonly path: string;
  readonly in: 'value' | 'key';
}

export interface TextResult {
  /** The strongest action taken. */
  readonly action: Action;
  /** The text as it may pass on; `null` when it is blocked. */
  readonly output: string | null;
  readonly entities: readonly Entity[];
}

/** An entity in a field of a CSV text; its span counts within what the field says, without its quotes. */
export interface CsvEntity extends Entity {
  /** Both from 1 on; a header is row 1. */
  readonly row: number;
  readonly column: number;
}

export interface CsvResult {
  readonly action: Action;
  /** The text, written as it was but for the fields that were treated; `null` when it is blocked. */
  readonly output: string | null;
  readonly entities: readonly CsvEntity[];
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export interface JsonResult {
  readonly action: Action;
  /** The value in the same structure; `null` when it is blocked. */
  readonly output: JsonValue;
  readonly entities: readonly JsonEntity[];
}
