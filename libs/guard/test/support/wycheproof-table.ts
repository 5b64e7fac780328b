import { jwsVerifiers, type JwsVerifier } from './jws-verifiers.js';
import { disputed } from './wycheproof-disputed.js';
import { testGroups } from './wycheproof.js';

const verdicts = { invalid: 'accepted though invalid', valid: 'refused though valid' } as const;

interface Wrong {
  readonly what: (typeof verdicts)[keyof typeof verdicts];
  /** Why a valid one was refused; of an accepted one, what Wycheproof calls it. */
  readonly why: string;
  readonly tcIds: readonly number[];
}

/** What each verifier gets wrong, as the Markdown tables of docs/guides/verifying.md. */
export async function wycheproofTable(): Promise<string> {
  const counts = [`| verifier | ${verdicts.invalid} | ${verdicts.valid} |`, '|---|---|---|'];
  const reasons = ['| verifier | what | why | vectors |', '|---|---|---|---|'];
  for (const [name, verifier] of Object.entries(jwsVerifiers)) {
    const wrongs = await wrongsOf(verifier);
    counts.push(`| ${name} | ${countOf(wrongs, 'invalid')} | ${countOf(wrongs, 'valid')} |`);
    for (const { what, why, tcIds } of wrongs) reasons.push(`| ${name} | ${what} | ${why} | ${tcIds.join(', ')} |`);
  }
  const disputes = [...disputed].map(([tcId, why]) => `| ${tcId} | ${why} |`);
  return [...counts, '', ...reasons, '', '| disputed | why |', '|---|---|', ...disputes].join('\n');
}

async function wrongsOf(verifier: JwsVerifier): Promise<readonly Wrong[]> {
  const wrongs = new Map<string, Wrong>();
  for (const { key, tests } of testGroups) {
    for (const { tcId, comment, result, jws } of tests) {
      const refused = await verifier(key, jws);
      if ((refused === undefined) === (result === 'valid')) continue;
      const [what, why] = [verdicts[result], refused ?? comment];
      const tcIds = wrongs.get(what + why)?.tcIds ?? [];
      wrongs.set(what + why, { what, why, tcIds: [...tcIds, tcId] });
    }
  }
  return [...wrongs.values()];
}

function countOf(wrongs: readonly Wrong[], result: keyof typeof verdicts): string {
  const tcIds = wrongs.filter(({ what }) => what === verdicts[result]).flatMap((wrong) => wrong.tcIds);
  const total = testGroups.flatMap(({ tests }) => tests).filter((vector) => vector.result === result).length;
  const disputes = tcIds.filter((tcId) => disputed.has(tcId)).length;
  return `${tcIds.length} of ${total}${disputes > 0 ? ` (${disputes} disputed)` : ''}`;
}
