import { createRequire } from 'node:module';

export interface GivenNames {
  /** In lower case, what two languages have: single lists have many a word that is none. */
  readonly known: ReadonlySet<string>;
  /** What three languages have: rarely anything else. */
  readonly common: ReadonlySet<string>;
}

let known: GivenNames | undefined;

/**
 * Given names of six languages (package gender-detection-from-name, MIT). Read when first asked for, and then kept: 67,000
 * names are not for those who look for none.
 */
export function givenNames(): GivenNames {
  known ??= readGivenNames();
  return known;
}

function readGivenNames(): GivenNames {
  const require = createRequire(import.meta.url);
  const counts = new Map<string, number>();
  const lists = [
    require('gender-detection-from-name/names/de.js'),
    require('gender-detection-from-name/names/en.js'),
    require('gender-detection-from-name/names/es.js'),
    require('gender-detection-from-name/names/fr.js'),
    require('gender-detection-from-name/names/it.js'),
    require('gender-detection-from-name/names/tr.js'),
  ] as readonly ReadonlyMap<string, string>[];
  for (const name of lists.flatMap((names) => [...names.keys()])) counts.set(name, (counts.get(name) ?? 0) + 1);
  const withTimes = (times: number): ReadonlySet<string> =>
    new Set(Array.from(counts).flatMap(([name, count]) => (count >= times && name.length > 1 ? [name] : [])));
  return { known: withTimes(2), common: withTimes(3) };
}
