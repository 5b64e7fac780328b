import { randomUUID } from 'node:crypto';
import { outcome, type Property } from './property.ts';
import { type Client, type Handlers, type Subject } from './subject.ts';
import { ending, inAWord, tally, until } from './waiting.ts';

const [PLACE_V1, PLACE_V2] = ['orders.order.place.v1', 'orders.order.place.v2'];
const [LEFT_V1, LEFT_V2] = ['caller.customer.left.v1', 'caller.customer.left.v2'];
const EACH = 100;
const limits = { concurrency: 8, eventRetryFirstMs: 20, eventClaimAfterMs: 300, eventAttemptsMax: 1_000 };

/**
 * A rolling deploy in the order that every versioned interface needs: a service learns the new version beside the old one
 * before its callers use it. In between all four pairings of old and new exist.
 */
export const versionSkew: Property = {
  name: 'version-skew',
  guarantee: 'old and new versions of a contract run side by side in a rolling deploy: nothing lost, nothing guessed',
  asked: ['ours'],
  async judge(subject) {
    const ran: string[] = [];
    const handled = new Map<string, Set<unknown>>([LEFT_V1, LEFT_V2].map((pattern) => [pattern, new Set()]));
    const on = (pattern: string) => (body: unknown) => handled.get(pattern)?.add(body);
    const place = (name: string) => async (): Promise<string> => {
      ran.push(name);
      await new Promise(setImmediate);
      return name;
    };
    const old: Handlers = { calls: { [PLACE_V1]: place('old v1') }, events: { [LEFT_V1]: on(LEFT_V1) } };
    const next: Handlers = {
      calls: { [PLACE_V1]: place('new v1'), [PLACE_V2]: place('new v2') },
      events: { [LEFT_V1]: on(LEFT_V1), [LEFT_V2]: on(LEFT_V2) },
    };
    const client = await subject.client('caller');

    const first = await subject.serve('orders', old, limits);
    const tooEarly = await ending(client.call(PLACE_V2, {}), subject.patienceMs);
    const ranTooEarly = ran.length;
    // Events of the new version are published before anybody knows it: they wait.
    await publish(subject, LEFT_V2);

    const second = await subject.serve('orders', next, limits);
    const mixed = await callMany(client, PLACE_V1, subject.patienceMs);
    await publish(subject, LEFT_V1);
    const newSeen = await until(() => handled.get(LEFT_V2)?.size === EACH, subject.patienceMs);
    const oldSeen = await until(() => handled.get(LEFT_V1)?.size === EACH, subject.patienceMs);
    const byBoth = tally(ran);

    await first.stop();
    const rolled = [
      ...(await callMany(client, PLACE_V1, subject.patienceMs)),
      ...(await callMany(client, PLACE_V2, subject.patienceMs)),
    ];
    await second.stop();
    return outcome(
      `v1 by old and new replicas (${JSON.stringify(byBoth)}), v2 too early: ${inAWord(tooEarly)}, v2 events waited for a replica that knows them`,
      {
        [`a v2 call while every replica is old: ${inAWord(tooEarly)}`]:
          inAWord(tooEarly) === 'UNIMPLEMENTED' && ranTooEarly === 0,
        [`v1 calls to old and new: ${JSON.stringify(tally(mixed))}`]: mixed.every((word) => word === 'answered'),
        [`v1 was served by ${JSON.stringify(byBoth)}`]: (byBoth['old v1'] ?? 0) > 0 && (byBoth['new v1'] ?? 0) > 0,
        [`${handled.get(LEFT_V2)?.size ?? 0} of ${EACH} v2 events handled`]: newSeen,
        [`${handled.get(LEFT_V1)?.size ?? 0} of ${EACH} v1 events handled`]: oldSeen,
        [`v1 and v2 calls after the roll: ${JSON.stringify(tally(rolled))}`]: rolled.every(
          (word) => word === 'answered',
        ),
      },
    );
  },
};

async function callMany(client: Client, pattern: string, patienceMs: number): Promise<readonly string[]> {
  const calls = Array.from({ length: EACH }, (_, body) => ending(client.call(pattern, body), patienceMs));
  return (await Promise.all(calls)).map(inAWord);
}

function publish(subject: Subject, pattern: string): Promise<void> {
  const events = Array.from({ length: EACH }, (_, body) => ({ pattern, id: randomUUID(), body }));
  return subject.publish('caller', 'orders', events);
}
