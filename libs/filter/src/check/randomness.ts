/**
 * How little a value looks like words: the share of its neighbouring characters that are no usual pair of letters.
 * Names and sentences stay below a quarter; what a machine has drawn is above a half, hexadecimal too.
 */
export function rarity(value: string): number {
  let rare = 0;
  for (let at = 1; at < value.length; at++) {
    if (!USUAL_PAIRS.has(value.slice(at - 1, at + 1).toLowerCase())) rare++;
  }
  return value.length < 2 ? 0 : rare / (value.length - 1);
}

/** Shannon entropy of the characters of a value, bits each. */
export function entropyBits(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/**
 * The two hundred commonest pairs of letters in the words of source code (counted over some MB of JavaScript and
 * Python, each word once a file); they make nine tenths of all. First letter, then what may follow it.
 */
const USUAL_PAIRS: ReadonlySet<string> = new Set(
  (
    'abcdgilmnprstuy baejlou caehiklortu dadeiosu eacdefglmnopqrstvwxy faeioru geis haeio iabcdefglmnoprstv je ke ' +
    'ladeilostuy mabeiop nacdefginostu oabcdiklmnoprstuvw paeiloprtu qu racdegimnorstuy sacehiopstuy tacehioprstuy ' +
    'ubeilmnprst vaei wahio xept yp'
  )
    .split(' ')
    .flatMap(([first = '', ...following]) => following.map((second) => first + second)),
);
