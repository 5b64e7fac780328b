import { randomUUID } from 'node:crypto';
import { CallError } from '@strongroom/messaging';
import { Redis } from 'ioredis';
import { outcome, type Property } from './property.ts';
import { until } from './waiting.ts';

const HAPPENED = 'caller.thing.happened.v1';
const STREAM = 'sr:{event:orders}';
const ATTEMPTS = 3;

export const poisonToDlq: Property = {
  name: 'poison-to-dlq',
  guarantee:
    'an event that keeps failing is buried after N attempts, as it came and with the reason; put back, it is handled',
  asked: ['ours'],
  async judge(subject) {
    const redis = new Redis(subject.redis.url);
    const tried: unknown[] = [];
    let repaired = false;
    const handle = (body: unknown): void => {
      tried.push(body);
      if (body === 'poison' && !repaired)
        throw new CallError({ status: 'ABORTED', code: 'err:test:bad', message: 'no' });
    };
    const events = ['poison', 'good'].map((body) => ({ pattern: HAPPENED, id: randomUUID(), body }));
    await subject.publish('caller', 'orders', events);
    const original = fieldsOf((await redis.xrangeBuffer(STREAM, '-', '+'))[0]?.[1]).get('m');
    const limits = { eventAttemptsMax: ATTEMPTS, eventRetryFirstMs: 20, eventClaimAfterMs: 300 };
    await subject.serve('orders', { events: { [HAPPENED]: handle } }, limits);
    const buried = await until(async () => (await redis.xlen(`${STREAM}:dead`)) === 1, subject.patienceMs);
    const attempts = tried.filter((body) => body === 'poison').length;
    const letter = fieldsOf((await redis.xrangeBuffer(`${STREAM}:dead`, '-', '+'))[0]?.[1]);
    const [status, code, counted] = ['status', 'code', 'attempts'].map((name) => String(letter.get(name) ?? ''));
    const kept = letter.get('m') ?? Buffer.alloc(0);
    repaired = true;
    await redis.xadd(STREAM, '*', 'm', kept);
    const again = await until(() => tried.filter((body) => body === 'poison').length > attempts, subject.patienceMs);
    const empty = await until(async () => (await redis.xlen(STREAM)) === 0, subject.patienceMs);
    redis.disconnect();
    return outcome(
      `buried after ${attempts} attempts as ${status} (${code}), byte for byte; handled once it was put back`,
      {
        'it was never buried': buried,
        [`${attempts} attempts instead of ${ATTEMPTS}, ${counted} on its letter`]:
          attempts === ATTEMPTS && counted === String(ATTEMPTS),
        [`the reason on its letter is ${status} (${code})`]: status === 'ABORTED' && code === 'err:test:bad',
        'the letter does not hold the original': original?.equals(kept) === true,
        'it kept another event from being handled': tried.includes('good'),
        'put back, it was not handled': again,
        'the stream was not emptied': empty,
      },
    );
  },
};

function fieldsOf(list: readonly Buffer[] = []): ReadonlyMap<string, Buffer> {
  return new Map(
    list.flatMap((name, index) => {
      const value = list[index + 1];
      return index % 2 === 0 && value !== undefined ? [[String(name), value] as const] : [];
    }),
  );
}
