import { randomBytes, randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { both, type Outcome, outcome, type Property } from './property.ts';
import { type Attacker, type Client, type ReplicaProcess, type ReplicaScript, type Subject } from './subject.ts';
import { ending, inAWord, until } from './waiting.ts';

const [PLACE, HAPPENED] = ['orders.order.place.v1', 'caller.thing.happened.v1'];
const RANDOM = 200;

export const handlersIn: ReplicaScript['handlersIn'] = ({ tell }) => ({
  calls: { [PLACE]: () => 'placed' },
  events: { [HAPPENED]: tell },
});

/** Nothing, text, JSON of every shape, a frame's beginning, and noise. */
function hostileBytes(): readonly Buffer[] {
  const texts = ['', '{}', 'null', '[]', '7', '"x"', '{"pattern":null,"id":{}}', '{"__proto__":{"x":1}}', '\u0000'];
  const frames = [3, 44, 76, 200].map((length) => Buffer.concat([Buffer.from('SR\u0001\u0001'), randomBytes(length)]));
  const noise = Array.from({ length: RANDOM }, (_, index) => randomBytes(1 + ((index * 37) % 600)));
  return [...texts.map((text) => Buffer.from(text)), ...frames, ...noise];
}

export const malformedNeverCrashes: Property = {
  name: 'malformed-never-crashes',
  guarantee:
    'whatever bytes lie on its keys and channels, and whatever types its keys have, service goes on or resumes',
  asked: both,
  async judge(subject) {
    const replica = await subject.spawn('orders', './malformed-never-crashes.ts', { eventRetryFirstMs: 50 });
    const attacker = await subject.attacker();
    const client = await subject.client('caller');
    const bytes = await survivesBytes(subject, attacker, client, replica);
    if (!bytes.holds) return bytes;
    const types = await survivesTypes(subject, attacker, client, replica);
    return types.holds ? { holds: true, how: `${bytes.how}; ${types.how}` } : types;
  },
};

async function survivesBytes(
  subject: Subject,
  attacker: Attacker,
  client: Client,
  replica: ReplicaProcess,
): Promise<Outcome> {
  await ending(client.call(PLACE, {}), subject.patienceMs);
  const keys = await attacker.keys();
  const hostile = hostileBytes();
  for (const bytes of hostile) await attacker.put(bytes, [PLACE, HAPPENED]);
  const works = await serves(subject, client, replica);
  return outcome(`${hostile.length} messages on ${Math.max(keys.length, 4)} keys and channels`, {
    [`after hostile bytes the replica ended: ${replica.ended ?? ''}`]: replica.ended === undefined,
    ...works,
  });
}

/** Every key of the transport becomes a string, and then is removed. */
async function survivesTypes(
  subject: Subject,
  attacker: Attacker,
  client: Client,
  replica: ReplicaProcess,
): Promise<Outcome> {
  const keys = await attacker.keys();
  if (keys.length === 0) return outcome('it has no keys', {});
  const redis = new Redis(subject.redis.url);
  for (const key of keys) await redis.set(key, 'not what you expect');
  const meanwhile = await ending(client.call(PLACE, {}, { deadlineMs: 1_000 }), subject.patienceMs);
  await redis.del(...keys);
  redis.disconnect();
  const works = await serves(subject, client, replica);
  return outcome(`${keys.length} keys of a wrong type: ${inAWord(meanwhile)} until they were removed`, {
    [`with keys of a wrong type the replica ended: ${replica.ended ?? ''}`]: replica.ended === undefined,
    [`with keys of a wrong type a call ended in ${inAWord(meanwhile)}`]: meanwhile.kind === 'error',
    ...works,
  });
}

async function serves(
  subject: Subject,
  client: Client,
  replica: ReplicaProcess,
): Promise<Readonly<Record<string, boolean>>> {
  const answered = await until(async () => {
    const end = await ending(client.call(PLACE, {}, { deadlineMs: 2_000 }), 3_000);
    return end.kind === 'answer';
  }, subject.patienceMs);
  const mark = randomUUID();
  await subject
    .publish('caller', 'orders', [{ pattern: HAPPENED, id: randomUUID(), body: mark }])
    .catch(() => undefined);
  const handled = await until(() => replica.told.includes(mark), subject.patienceMs);
  return { 'calls are not answered any more': answered, 'events are not handled any more': handled };
}
