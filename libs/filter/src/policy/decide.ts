import { pointerTo } from '../input/key-path.js';
import type { Rule } from '../packs/pack.js';
import { VALUE_TOKEN_TYPE } from '../scan/value-token-rule.js';
import { type Action, actions, type Policy, type Treatment } from './policy.js';

type Decided = Pick<Rule, 'id' | 'type' | 'family'>;

interface Decision {
  readonly treatment: Treatment;
  /** Names on the way to where it stands in the policy. */
  readonly entry: readonly string[];
}

/** The treatment of what a rule found: the narrowest entry of the policy that names it. */
export function decide(policy: Policy, rule: Decided): Treatment {
  return decision(policy, rule).treatment;
}

/**
 * The entry of the policy that decides what happens to what a rule found, as JSON Pointer (RFC 6901) into the policy:
 * `/types/CREDIT_CARD`. For a token of ours that a text brings along and no entry names it is the policy as a whole, ``.
 */
export function decidedBy(policy: Policy, rule: Decided): string {
  return pointerTo(decision(policy, rule).entry);
}

function decision(policy: Policy, { id, type, family }: Decided): Decision {
  for (const [part, name] of [
    ['rules', id],
    ['types', type],
    ['families', family],
  ] as const) {
    const treatment = ownEntry(policy[part], name);
    if (treatment !== undefined) return { treatment, entry: [part, name] };
  }
  // A token of ours gets a token of its own, so that to restore the output gives the input back.
  if (type === VALUE_TOKEN_TYPE) return { treatment: 'tokenise', entry: [] };
  return { treatment: policy.otherwise, entry: ['otherwise'] };
}

export function actionOf(treatment: Treatment): Action {
  if (typeof treatment === 'string') return treatment;
  return 'replaceWith' in treatment ? 'replace' : 'sanitise';
}

/** The strongest of the actions; `allow` when there is none. */
export function strongest(taken: readonly Action[]): Action {
  return actions.findLast((action) => taken.includes(action)) ?? 'allow';
}

/** A policy comes from outside: `constructor` is not an entry of it. */
function ownEntry(entries: Readonly<Record<string, Treatment>> | undefined, name: string): Treatment | undefined {
  return entries && Object.hasOwn(entries, name) ? entries[name] : undefined;
}
