import { both, type Outcome, outcome, type Property } from './property.ts';
import { type Client, type Handlers, type ReplicaScript, type Subject } from './subject.ts';
import { ending, inAWord } from './waiting.ts';

const PLACE = 'orders.order.place.v1';
const DEADLINE_MS = 400;

export const handlersIn: ReplicaScript['handlersIn'] = (): Handlers => ({ calls: { [PLACE]: () => 'placed' } });

export const deadline: Property = {
  name: 'deadline',
  guarantee:
    'absolute, inherited, enforced before work begins, and heard of in time though Redis or the service stands still',
  asked: both,
  async judge(subject) {
    const parts = [await inherited(subject), await notStarted(subject), await stopped(subject)];
    const broken = parts.filter(({ holds }) => !holds);
    return { holds: broken.length === 0, how: (broken.length === 0 ? parts : broken).map(({ how }) => how).join('; ') };
  },
};

/** The handler asks for ten minutes, and has what its caller has left. */
async function inherited(subject: Subject): Promise<Outcome> {
  const seen: (number | undefined)[] = [];
  const onward = await subject.client('orders');
  const [reserve, forward] = ['stock.item.reserve.v1', 'orders.order.forward.v1'];
  const replicas = [
    await subject.serve('stock', {
      calls: { [reserve]: (_body, { deadlineMs }) => seen.push(deadlineMs) },
    }),
    await subject.serve('orders', {
      calls: {
        [forward]: (_body, { deadlineMs }) => {
          seen.push(deadlineMs);
          return onward.call(reserve, {}, { deadlineMs: 600_000 });
        },
      },
    }),
  ];
  const client = await subject.client('caller');
  const end = await ending(client.call(forward, {}, { deadlineMs: subject.patienceMs }), subject.patienceMs);
  await Promise.all(replicas.map((replica) => replica.stop()));
  const [first, second] = seen;
  return outcome('inherited by child calls', {
    [`a call through two services ended in ${inAWord(end)}`]: end.kind === 'answer',
    'handlers are told no deadline': first !== undefined,
    'a child call has another deadline than its parent': second === first,
  });
}

/** Its caller has given up when the service comes. */
async function notStarted(subject: Subject): Promise<Outcome> {
  const ran: unknown[] = [];
  const client = await subject.client('caller');
  const expired = await ending(client.call(PLACE, 'expired', { deadlineMs: DEADLINE_MS }), subject.patienceMs);
  const replica = await subject.serve('orders', { calls: { [PLACE]: (body) => ran.push(body) } });
  await ending(client.call(PLACE, 'in time'), subject.patienceMs);
  await replica.stop();
  return outcome('expired work not started', {
    [`a call that nobody serves: ${inAWord(expired)}`]: isExceeded(expired),
    'expired work was started': !ran.includes('expired'),
    'work in time was not': ran.includes('in time'),
  });
}

async function stopped(subject: Subject): Promise<Outcome> {
  const client = await subject.client('caller');
  const replica = await subject.spawn('orders', './deadline.ts');
  const before = await ending(client.call(PLACE, {}), subject.patienceMs);
  await replica.signal('SIGSTOP');
  const service = await late(client, subject);
  await replica.signal('SIGCONT');
  subject.redis.freeze();
  const redis = await late(client, subject);
  subject.redis.thaw();
  await replica.signal('SIGKILL');
  return outcome('DEADLINE_EXCEEDED while the service, and while Redis, was stopped', {
    [`before: ${inAWord(before)}`]: before.kind === 'answer',
    [`service stopped: ${inAWord(service)}`]: isExceeded(service),
    [`Redis stopped: ${inAWord(redis)}`]: isExceeded(redis),
  });
}

function late(client: Client, { patienceMs }: Subject): ReturnType<typeof ending> {
  return ending(client.call(PLACE, {}, { deadlineMs: DEADLINE_MS }), patienceMs);
}

function isExceeded(end: Awaited<ReturnType<typeof ending>>): boolean {
  return end.kind === 'error' && end.why === 'DEADLINE_EXCEEDED';
}
