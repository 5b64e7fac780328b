import type { FilterKeys } from '../policy/filter-keys.js';
import type { FilterOptions } from '../filter.js';
import type { FilterLimit } from '../limits.js';
import type { Policy } from '../policy/policy.js';
import type { Restored, RestoreOptions } from '../policy/restore.js';
import type { JsonResult, JsonValue, TextResult } from '../result.js';
import type { PackedEntities } from './packed-entities.js';

/** What a thread is asked: one input and all that decides about it. */
export type Job =
  | {
      readonly kind: 'filter';
      readonly content: { readonly text: string } | { readonly json: JsonValue };
      readonly policy: Policy;
      readonly keys: FilterKeys;
    }
  | {
      readonly kind: 'restore';
      readonly value: JsonValue;
      readonly options: RestoreOptions;
      readonly keys: FilterKeys;
    };

export type JobResult = TextResult | JsonResult | Restored;

/** What a thread is started with. */
export type ThreadTerms = Pick<FilterOptions, 'packs' | 'limits'>;

/** Errors of the library by what they are made of: a class does not survive the way between two threads. */
export type Outcome =
  | {
      readonly kind: 'filtered';
      readonly result: Omit<TextResult | JsonResult, 'entities'>;
      readonly entities: PackedEntities;
    }
  | { readonly kind: 'restored'; readonly result: Restored }
  | { readonly kind: 'exceeded'; readonly limit: FilterLimit; readonly max: number }
  | { readonly kind: 'failed'; readonly error: unknown };
