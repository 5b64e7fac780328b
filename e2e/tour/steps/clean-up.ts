import { setTimeout as pause } from 'node:timers/promises';
import { type Body } from '../http-client.ts';
import { type Visit } from '../visit.ts';

const TOKENS = 5;
const PATIENCE_MS = 15_000;

/** Tokens that live for a second expire; a plan counts them, and its run accounts for every one. */
export async function cleanUp(visit: Visit): Promise<void> {
  const { narrator, terms } = visit;
  narrator.chapter('6. What has expired is cleaned up');
  const issued = await Promise.all(Array.from({ length: TOKENS }, () => visit.issueToken(terms.shortClientId)));
  const lifetimeSeconds = Math.max(...issued.map((token) => token.number('expires_in')));
  narrator.say(`${TOKENS} tokens were issued that live for ${lifetimeSeconds} s`);
  const plan = await planOf(visit, lifetimeSeconds);
  const planned = plan.field('totals').number('planned');
  narrator.promise(`a plan, fixed at ${plan.text('cut_off')}, counts ${planned} rows`, planned >= TOKENS);
  for (const count of plan.list('counts')) narrator.say(`${count.text('type')}: ${count.number('planned')}`);
  const done = await runOf(visit, plan.text('plan_id'));
  const totals = done.field('totals');
  const fates = ['deleted', 'extended', 'gone', 'locked'] as const;
  const told = fates.map((fate) => `${totals.number(fate)} ${fate}`).join(' + ');
  const sum = fates.reduce((all, fate) => all + totals.number(fate), 0);
  narrator.promise(`its run is ${done.text('state')}: ${planned} planned = ${told}`, sum === planned);
  const after = await visit.expect(201, '/v1/cleanup/plans', { json: { types: ['tokens'] } });
  narrator.promise('a second plan finds nothing left', after.field('totals').number('planned') === 0);
}

/** Plans, once the tokens have come to their end; a plan deletes nothing. */
async function planOf(visit: Visit, lifetimeSeconds: number): Promise<Body> {
  await pause(lifetimeSeconds * 1_000);
  return visit.expect(201, '/v1/cleanup/plans', { json: { types: ['tokens'] } });
}

async function runOf(visit: Visit, planId: string): Promise<Body> {
  const sinceMs = performance.now();
  const path = `/v1/cleanup/plans/${planId}`;
  let report = await visit.expect(202, `${path}/run`, { method: 'POST' });
  while (report.text('state') !== 'finished' && performance.now() - sinceMs < PATIENCE_MS) {
    await pause(100);
    report = await visit.expect(200, path);
  }
  return report;
}
