import type { Finding } from './finding.js';

/**
 * Of findings that overlap, the one that says most stays: checked by its own digits before not; then the more
 * specific form, the longer, the more certain, the less transformed. What gives way is noted by its rule's id.
 * Answers in order of place. Two findings never share a character.
 */
export function resolveOverlaps(found: readonly Finding[]): readonly Finding[] {
  const inOrder = [...found].sort((a, b) => a.start - b.start || b.end - a.end);
  const resolved: Finding[] = [];
  let cluster: Finding[] = [];
  let clusterEnd = 0;
  for (const finding of inOrder) {
    if (finding.start >= clusterEnd) {
      resolved.push(...winners(cluster));
      cluster = [];
    }
    cluster.push(finding);
    clusterEnd = Math.max(clusterEnd, finding.end);
  }
  resolved.push(...winners(cluster));
  return resolved;
}

/**
 * Hostile text can chain a whole document into one cluster. So who holds a character is looked up, not searched: the
 * cost is the length of the findings, not the square of their number.
 */
function winners(cluster: readonly Finding[]): readonly Finding[] {
  const [first] = cluster;
  if (!first || cluster.length === 1) return cluster;
  const offset = first.start;
  const holders: (Finding | undefined)[] = [];
  const suppressedBy = new Map<Finding, Set<string>>();
  for (const finding of [...cluster].sort(byMeaning)) {
    const holder = holders.slice(finding.start - offset, finding.end - offset).find((held) => held !== undefined);
    if (holder) {
      if (holder.compiled !== finding.compiled) suppressedBy.get(holder)?.add(finding.compiled.rule.id);
      continue;
    }
    for (let at = finding.start; at < finding.end; at++) holders[at - offset] = finding;
    suppressedBy.set(finding, new Set());
  }
  return Array.from(suppressedBy, ([finding, rules]) => ({ ...finding, suppressed: [...rules] })).sort(
    (a, b) => a.start - b.start,
  );
}

function byMeaning(a: Finding, b: Finding): number {
  return (
    Number(isValidated(b)) - Number(isValidated(a)) ||
    b.compiled.specificity - a.compiled.specificity ||
    b.end - b.start - (a.end - a.start) ||
    b.score - a.score ||
    a.start - b.start
  );
}

function isValidated({ evidence }: Finding): boolean {
  return evidence.includes('checksum') || evidence.includes('decoded');
}
