import type { Rule } from '../packs/pack.js';
import { VALUE_TOKEN_TYPE } from '../scan/value-token-rule.js';
import { type Action, actions, type Policy, type Treatment } from './policy.js';

/**
 * The treatment of what a rule found: the narrowest entry of the policy that names it. A token of ours that a text
 * brings along gets a token of its own, unless the policy names it.
 */
export function decide(policy: Policy, rule: Pick<Rule, 'id' | 'type' | 'family'>): Treatment {
  return (
    ownEntry(policy.rules, rule.id) ??
    ownEntry(policy.types, rule.type) ??
    ownEntry(policy.families, rule.family) ??
    (rule.type === VALUE_TOKEN_TYPE ? 'tokenise' : policy.otherwise)
  );
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
