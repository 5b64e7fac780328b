import { type Filtered, type ShadowAction } from '@strongroom/contracts';
import { type ShadowCount } from './shadow.store.js';

type Entities = Filtered['entities'];

/** What two policies did with one content. */
export interface Compared {
  readonly inForce: Pick<Filtered, 'action' | 'entities'>;
  readonly shadow: Pick<Filtered, 'action' | 'entities'>;
}

/** Every content counts, so that there is something to divide by; a finding counts only where the two differ. */
export function countDifferences(compared: readonly Compared[]): readonly ShadowCount[] {
  const counts = new Map<string, ShadowCount>();
  const count = (rule: string, type: string, inForce: ShadowAction, shadow: ShadowAction): void => {
    const key = JSON.stringify([rule, inForce, shadow]);
    counts.set(key, { rule, type, inForce, shadow, seen: (counts.get(key)?.seen ?? 0) + 1 });
  };
  for (const { inForce, shadow } of compared) {
    count('', '', inForce.action, shadow.action);
    const left = new Map(shadow.entities.map((entity) => [placeOf(entity), entity]));
    for (const entity of inForce.entities) {
      const action = left.get(placeOf(entity))?.action ?? 'none';
      left.delete(placeOf(entity));
      if (action !== entity.action) count(entity.rule, entity.type, entity.action, action);
    }
    for (const { rule, type, action } of left.values()) count(rule, type, 'none', action);
  }
  return [...counts.values()];
}

function placeOf({ rule, path, in: part, span }: Entities[number]): string {
  return JSON.stringify([rule, path, part, span.utf16.start, span.utf16.end]);
}
