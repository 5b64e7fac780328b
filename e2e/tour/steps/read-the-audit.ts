import { type Visit } from '../visit.ts';

/** What the audit log recorded of this walk: one entry for each operation, by whom, and none holds a secret. */
export async function readTheAudit(visit: Visit): Promise<void> {
  const { narrator } = visit;
  narrator.chapter('7. The audit log has all of it');
  const entries = (await visit.expect(200, '/v1/audit-entries?limit=200')).list('entries');
  const counts = new Map<string, number>();
  for (const entry of entries) {
    const line = `${entry.text('action')} (${entry.text('outcome')})`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  for (const [line, count] of [...counts].sort()) narrator.say(`${String(count).padStart(4)}  ${line}`);
  narrator.promise(`${entries.length} entries were found`, entries.length > 0);
}
