import { defaultLimits, type Evidence, type Family, Filter, type Policy } from '@strongroom/filter';
import { type Skipped, textFiles } from './text-files.js';

/** Something found where nothing is to be found. Never the value: a clean text may turn out not to be. */
export interface Alarm {
  readonly rule: string;
  readonly family: Family;
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly evidence: readonly Evidence[];
  readonly score: number;
}

export interface AlarmCount {
  readonly alarms: readonly Alarm[];
  readonly files: number;
  /** Of 1,000,000 bytes. */
  readonly megabytes: number;
  readonly skipped: Readonly<Skipped>;
}

const everything: Policy = { scoreMin: 0.5, otherwise: 'flag' };

/** All that the filter finds in the texts of a folder: of one that is clean, its false alarms. */
export async function countAlarms(
  folder: string,
  except: readonly string[] = [],
  families?: ReadonlySet<Family>,
): Promise<AlarmCount> {
  const filter = new Filter({ limits: { findingsMax: Infinity } });
  const skipped: Skipped = { binary: 0, long: 0 };
  const alarms: Alarm[] = [];
  let [files, bytes] = [0, 0];
  for await (const { path, text, bytes: length } of textFiles(folder, {
    lengthMax: defaultLimits.textLengthMax,
    except,
    skipped,
  })) {
    files++;
    bytes += length;
    let [line, counted] = [1, 0];
    // In the order of the text: its lines are counted once, however much is found in it.
    for (const { rule, family, evidence, score, span } of filter.text(text, everything).entities) {
      if (families && !families.has(family)) continue;
      line += text.slice(counted, span.utf16.start).split('\n').length - 1;
      counted = span.utf16.start;
      alarms.push({ rule, family, path, line, evidence, score });
    }
  }
  return { alarms, files, megabytes: bytes / 1_000_000, skipped };
}

export interface RuleAlarms {
  readonly rule: string;
  readonly family: Family;
  readonly alarms: number;
  readonly perMegabyte: number;
}

/** By rule, the loudest first. */
export function byRule({ alarms, megabytes }: AlarmCount): readonly RuleAlarms[] {
  const groups = Map.groupBy(alarms, ({ rule }) => rule);
  return Array.from(groups.values(), ([first, ...rest]) => first && { ...first, alarms: 1 + rest.length })
    .filter((row) => row !== undefined)
    .map(({ rule, family, alarms: count }) => ({ rule, family, alarms: count, perMegabyte: count / megabytes }))
    .sort((a, b) => b.alarms - a.alarms || (a.rule < b.rule ? -1 : 1));
}
