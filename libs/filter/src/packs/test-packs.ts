import { defaultLimits } from '../limits.js';
import { defaultPolicy } from '../policy/policy.js';
import { compilePacks, type Program } from '../scan/compile.js';
import { scan } from '../scan/scan.js';
import { readMarks } from './marks.js';
import type { Pack, Rule } from './pack.js';

/** What is wrong with a pack, and where. Never a text of it: an example may be a real secret. */
export interface PackFault {
  readonly pack: string;
  /** The id of the rule; absent when the pack itself is at fault. */
  readonly rule?: string;
  /** `id`, `pattern`, `examples[2]`, `counterExamples[0]`: indices count from 0. */
  readonly field: string;
  readonly problem: string;
}

/**
 * The self-test of packs: each rule, on its own, must find exactly what its examples mark and nothing in its
 * counter-examples, and no two rules may share an id. Gives all faults; none means that the packs may be used. Of packs
 * that are `trusted` only the ids are looked at.
 */
export function testPacks(packs: readonly Pack[], trusted: ReadonlySet<Pack> = new Set()): readonly PackFault[] {
  const ids = new Set<string>();
  return packs.flatMap((pack) => {
    const faults = [
      ...(PACK_ID.test(pack.id) ? [] : [{ field: 'id', problem: 'must be small letters, digits and hyphens' }]),
      ...(pack.version === '' ? [{ field: 'version', problem: 'must not be empty' }] : []),
      ...pack.rules.flatMap((rule) => {
        const isTaken = ids.has(rule.id);
        ids.add(rule.id);
        const found = isTaken ? [{ field: 'id', problem: 'is the id of another rule too' }] : [];
        return [...found, ...(trusted.has(pack) ? [] : testRule(pack, rule))].map((fault) => ({
          rule: rule.id,
          ...fault,
        }));
      }),
    ];
    return faults.map((fault) => ({ pack: pack.id, ...fault }));
  });
}

const PACK_ID = /^[a-z][a-z0-9-]{0,63}$/;

type RuleFault = Pick<PackFault, 'field' | 'problem'>;

/** On its own, because which of two rules wins where both find something is not a matter of either. */
function testRule(pack: Pack, rule: Rule): readonly RuleFault[] {
  let program: Program;
  try {
    program = compilePacks([{ ...pack, rules: [rule] }]);
  } catch {
    return [{ field: 'pattern', problem: 'cannot be compiled' }];
  }
  return [
    ...rule.examples.flatMap((example, index) =>
      findsMarked(program, example) ? [] : [{ field: `examples[${index}]`, problem: 'is not found as it is marked' }],
    ),
    ...rule.counterExamples.flatMap((text, index) =>
      stretches(program, text, 0).length === 0 ? [] : [{ field: `counterExamples[${index}]`, problem: 'is found' }],
    ),
  ];
}

function findsMarked(program: Program, example: string): boolean {
  const { text, marked } = readMarks(example);
  const found = stretches(program, text, defaultPolicy.scoreMin);
  return marked.length > 0 && found.length === marked.length && found.every((value, index) => value === marked[index]);
}

function stretches(program: Program, text: string, scoreMin: number): readonly string[] {
  const found = scan(program, text, { limits: defaultLimits, context: '', scoreMin });
  return found.map(({ start, end }) => text.slice(start, end));
}
