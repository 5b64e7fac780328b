import { type Filtered, type FoundEntity } from '@strongroom/contracts';
import { type Entity, type JsonEntity, type JsonResult, type TextResult } from '@strongroom/filter';

export function shownResult({ action, output, entities }: TextResult | JsonResult): Filtered {
  return { action, output, entities: entities.map((entity) => ({ ...shownEntity(entity), action: entity.action })) };
}

/** The engine's entity in the words of the wire. */
function shownEntity(entity: Entity | JsonEntity): FoundEntity {
  const { type, family, rule, score, evidence, view, span, suppressed } = entity;
  return {
    type,
    family,
    rule,
    score,
    evidence: [...evidence],
    view,
    span: { utf16: span.utf16, code_points: span.codePoints, bytes: span.bytes },
    suppressed: [...suppressed],
    ...('path' in entity ? { path: entity.path, in: entity.in } : {}),
  };
}
