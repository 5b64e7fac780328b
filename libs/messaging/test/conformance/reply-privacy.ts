import { type Outcome, both, outcome, type Property } from './property.ts';
import { type Subject } from './subject.ts';
import { ending, inAWord } from './waiting.ts';
import { WireTap } from './wire-tap.ts';

const PATTERN = 'orders.order.place.v1';
const ANSWERS = 20;

export const replyPrivacy: Property = {
  name: 'reply-privacy',
  guarantee: 'no client is shown the reply of another; forged replies and forged requests are without effect',
  asked: both,
  async judge(subject) {
    const parts = [await forgedReply(subject), await forgedRequests(subject), await privacy(subject)];
    const broken = parts.filter(({ holds }) => !holds);
    return { holds: broken.length === 0, how: (broken.length === 0 ? parts : broken).map(({ how }) => how).join('; ') };
  },
};

/** Before anybody serves, so that the forger is always the first to answer. */
async function forgedReply(subject: Subject): Promise<Outcome> {
  const pattern = 'orders.price.read.v1';
  const attacker = await subject.attacker();
  const client = await subject.client('caller');
  const call = ending(client.call(pattern, {}), subject.patienceMs);
  await attacker.answer(pattern);
  const replica = await subject.serve('orders', { calls: { [pattern]: () => 'genuine' } });
  const end = await call;
  await replica.stop();
  return outcome('5 forged replies ignored', {
    'a forged reply was believed': !(end.kind === 'answer' && end.value === 'forged'),
    [`the genuine reply did not come: ${inAWord(end)}`]: end.kind === 'answer',
  });
}

async function forgedRequests(subject: Subject): Promise<Outcome> {
  const pattern = 'orders.order.cancel.v1';
  const ran: string[] = [];
  const run = (body: unknown): void => {
    ran.push(String(body));
  };
  const attacker = await subject.attacker();
  const replica = await subject.serve('orders', { calls: { [pattern]: run } });
  await attacker.request(pattern);
  // Comes after them in the same queue: when it is answered, all that was to run has begun.
  const client = await subject.client('caller');
  const end = await ending(client.call(pattern, 'last'), subject.patienceMs);
  await replica.stop();
  const allowed = new Set([...attacker.genuine, 'last']);
  const forged = ran.filter((body) => !allowed.has(body));
  return outcome('requests unsigned, by a wrong key, for another, altered, of another kind or replayed never ran', {
    [`forged requests ran: ${forged.join(', ')}`]: forged.length === 0,
    'a replayed request ran twice': new Set(ran).size === ran.length,
    [`the genuine request was not answered: ${inAWord(end)}`]: end.kind === 'answer',
  });
}

/** What Redis has sent to a client is what its process could see, whatever it does with it. */
async function privacy(subject: Subject): Promise<Outcome> {
  const [mine, others] = [await WireTap.open(subject.redis.url), await WireTap.open(subject.redis.url)];
  try {
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    const answer = (body: unknown): unknown => (body === 'wait' ? released : { answered: body });
    await subject.serve('orders', { calls: { [PATTERN]: answer } });
    const client = await subject.client('caller', { url: mine.url });
    const other = await subject.client('caller', { url: others.url });
    await ending(other.call(PATTERN, 'before'), subject.patienceMs);
    // It waits for an answer of its own all the while.
    const waiting = ending(other.call(PATTERN, 'wait'), 10 * subject.patienceMs);
    for (let call = 0; call < ANSWERS; call += 1)
      await ending(client.call(PATTERN, `secret-${call}`), subject.patienceMs);
    await ending(other.call(PATTERN, 'after'), subject.patienceMs);
    release(undefined);
    await waiting;
    const [shown, leaked] = [mine.count('secret-'), others.count('secret-')];
    await client.close();
    await other.close();
    return outcome(`${shown} replies, none shown to the other client`, {
      [`another client was shown ${leaked} of ${ANSWERS} replies`]: leaked === 0,
      [`its own client was shown ${shown} of ${ANSWERS} replies`]: shown >= ANSWERS,
    });
  } finally {
    mine.close();
    others.close();
  }
}
