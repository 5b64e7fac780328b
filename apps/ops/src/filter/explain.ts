import type { Readable } from 'node:stream';
import { actionOf, decide, decidedBy, type Entity, type Filter, type Policy } from '@strongroom/filter';
import type { Column } from '../output/output.js';

/** What was found, what would happen to it, and the entry of the policy that says so, as JSON Pointer (RFC 6901). */
export interface ExplainedEntity extends Entity {
  readonly decidedBy: string;
}

export const findingColumns: readonly Column<ExplainedEntity>[] = [
  { header: 'BYTES', cell: ({ span }) => `${span.bytes.start}-${span.bytes.end}` },
  { header: 'TYPE', cell: ({ type }) => type },
  { header: 'RULE', cell: ({ rule }) => rule },
  { header: 'SCORE', cell: ({ score }) => score.toFixed(2) },
  { header: 'EVIDENCE', cell: ({ evidence }) => evidence.join(', ') },
  { header: 'VIEW', cell: ({ view }) => view },
  { header: 'GAVE WAY', cell: ({ suppressed }) => suppressed.join(', ') },
  { header: 'ACTION', cell: ({ action }) => action },
  { header: 'DECIDED BY', cell: (finding) => finding.decidedBy },
];

/** Reads the text to its end, beyond what the policy blocks too. */
export async function explain(filter: Filter, policy: Policy, text: Readable): Promise<readonly ExplainedEntity[]> {
  const explained: ExplainedEntity[] = [];
  const unblocked: Policy = { scoreMin: policy.scoreMin, otherwise: 'flag' };
  for await (const { entities } of filter.parts(text.setEncoding('utf8'), unblocked)) {
    explained.push(...entities.map((entity) => explainedBy(policy, entity)));
  }
  return explained;
}

function explainedBy(policy: Policy, entity: Entity): ExplainedEntity {
  const rule = { id: entity.rule, type: entity.type, family: entity.family };
  return { ...entity, action: actionOf(decide(policy, rule)), decidedBy: decidedBy(policy, rule) };
}
