import { actionOf } from '../policy/decide.js';
import { type Action, actions, type Policy, type Treatment } from '../policy/policy.js';
import type { Entity } from '../result.js';
import type { CompliancePreset, Requirement } from './preset.js';

/**
 * The policy that does what the presets ask. Where several ask for one type the strongest treatment holds; what none of
 * them speaks of is treated as `otherwise` says.
 */
export function policyFor(
  presets: readonly CompliancePreset[],
  { scoreMin = 0.5, otherwise = 'flag' }: Partial<Pick<Policy, 'scoreMin' | 'otherwise'>> = {},
): Policy {
  const types: Record<string, Treatment> = {};
  for (const { types: asked, treatment } of presets.flatMap(({ requirements }) => requirements)) {
    for (const type of asked) {
      const held = types[type];
      if (held === undefined || strength(actionOf(treatment)) > strength(actionOf(held))) types[type] = treatment;
    }
  }
  return { scoreMin, otherwise, types };
}

/** Evidence of one run for whoever has to show it. Holds counts and names, never a value. */
export interface ComplianceReport {
  readonly preset: string;
  readonly version: string;
  /** Whether everything that was found was treated as asked. It says nothing of `uncovered`. */
  readonly met: boolean;
  readonly requirements: readonly RequirementReport[];
  /** What nothing here can tell: the ids of requirements that somebody else must see to. */
  readonly uncovered: readonly string[];
}

export interface RequirementReport {
  readonly id: string;
  readonly asks: string;
  readonly covered: 'by rules' | 'in part' | 'no';
  readonly gap?: string;
  /** How many findings of each type got which treatment. */
  readonly found: Readonly<Record<string, Readonly<Partial<Record<Action, number>>>>>;
  readonly met: boolean;
}

/** What was done with the entities of one result, or of many, by requirement. */
export function complianceReport(
  preset: CompliancePreset,
  entities: readonly Pick<Entity, 'type' | 'action'>[],
): ComplianceReport {
  const requirements = preset.requirements.map((requirement) => reportOf(requirement, entities));
  return {
    preset: preset.id,
    version: preset.version,
    met: requirements.every(({ met }) => met),
    requirements,
    uncovered: requirements.filter(({ covered }) => covered === 'no').map(({ id }) => id),
  };
}

function reportOf(
  { id, asks, types, treatment, gap }: Requirement,
  entities: readonly Pick<Entity, 'type' | 'action'>[],
): RequirementReport {
  const concerned = entities.filter(({ type }) => types.includes(type));
  const found: Record<string, Partial<Record<Action, number>>> = {};
  for (const { type, action } of concerned) {
    const counts = (found[type] ??= {});
    counts[action] = (counts[action] ?? 0) + 1;
  }
  const covered = types.length === 0 ? 'no' : gap === undefined ? 'by rules' : 'in part';
  const met = concerned.every(({ action }) => strength(action) >= strength(actionOf(treatment)));
  return { id, asks, covered, ...(gap !== undefined && { gap }), found, met };
}

function strength(action: Action): number {
  return actions.indexOf(action);
}
