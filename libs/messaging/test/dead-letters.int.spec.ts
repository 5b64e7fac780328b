import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { CallContext, CallError, type DeadLetter, DeadLetters } from '../src/index.js';
import { failureOf, until, Wire } from './wire.js';

jest.setTimeout(30_000);

let wire: Wire;
let letters: DeadLetters;
let broken: boolean;
let handled: { body: unknown; attempt: number; id: string; sender: string }[];

@Controller()
class Orders {
  @EventPattern(['caller.thing.happened.v1'])
  happened(@Payload() body: unknown, @Ctx() { attempt, id, sender }: CallContext): void {
    handled.push({ body, attempt, id, sender });
    if (broken) throw new CallError({ status: 'UNAVAILABLE', code: 'err:test:down', message: 'not now' });
  }
}

const quick = { eventRetryFirstMs: 20, eventClaimAfterMs: 300, eventAttemptsMax: 2 };
const deadOnes = (): string => `${wire.prefix}{event:orders}:dead`;
const waiting = (): string => `${wire.prefix}{event:orders}`;

beforeEach(() => {
  wire = new Wire();
  letters = lettersOf();
  handled = [];
  broken = true;
});
afterEach(async () => {
  letters.close();
  await wire.close();
});

function lettersOf(about: { streamLengthMax?: number; redis?: string; keyId?: string } = {}): DeadLetters {
  const { keyId, ...options } = about;
  const { url: redis, prefix } = wire;
  return new DeadLetters({ service: 'orders', redis, prefix, keys: wire.keysOf('orders', keyId), ...options });
}

async function bury(...bodies: readonly unknown[]): Promise<readonly string[]> {
  const events = bodies.map((body) => ({
    ...{ consumer: 'orders', pattern: 'caller.thing.happened.v1', id: randomUUID(), body },
  }));
  await wire.publisher().publish(events);
  await until(async () => (await wire.redis.xlen(deadOnes())) === bodies.length);
  return events.map(({ id }) => id);
}

async function all(from: DeadLetters = letters): Promise<DeadLetter[]> {
  return everyOne(from.read());
}

async function everyOne(letters: AsyncIterable<DeadLetter>): Promise<DeadLetter[]> {
  const found: DeadLetter[] = [];
  for await (const letter of letters) found.push(letter);
  return found;
}

function bodyOf(letter: DeadLetter | undefined): unknown {
  return typeof letter?.event === 'object' ? letter.event.body() : letter?.event;
}

describe('the dead letters of a service', () => {
  it('are read in the order of their burial, with the reason and what was signed', async () => {
    await wire.serve('orders', Orders, quick);
    const [id] = await bury({ sku: 'A-1' });
    const [letter] = await all();
    expect(letter).toMatchObject({
      ...{ status: 'UNAVAILABLE', code: 'err:test:down', message: 'not now', attempts: 2 },
      event: { id, pattern: 'caller.thing.happened.v1', sender: 'caller' },
    });
    expect(bodyOf(letter)).toEqual({ sku: 'A-1' });
    expect(letter?.buriedMs).toBeGreaterThanOrEqual(letter?.publishedMs ?? Infinity);
    expect(await letters.newest()).toBe(letter?.id);
    expect(await letters.find(letter?.id ?? '')).toMatchObject({ id: letter?.id, attempts: 2 });
  });

  it('are all read, page after page, and none that was buried since the reading began', async () => {
    await fill(100);
    const seen: string[] = [];
    for await (const { id } of letters.read()) {
      if (seen.length === 0) await fill(1);
      seen.push(id);
    }
    expect(new Set(seen).size).toBe(100);
    const [first, second, third] = seen;
    const some = await everyOne(letters.read({ after: first ?? '', upTo: third ?? '' }));
    expect(some.map(({ id }) => id)).toEqual([second, third]);
  });

  it('are none where nothing was buried', async () => {
    expect(await all()).toEqual([]);
    expect(await letters.newest()).toBeUndefined();
    expect(await letters.find('1-1')).toBeUndefined();
    expect(await letters.purge(['1-1'])).toBe(0);
  });

  it('survive bytes that no service of ours wrote', async () => {
    await wire.redis.xadd(deadOnes(), '*', 'odd', 'x');
    await wire.redis.xadd(deadOnes(), '*', 'm', 'no frame', 'attempts', 'many', 'entry', 'never');
    expect((await all()).map(({ event }) => event)).toEqual(['malformed', 'malformed']);
  });
});

/** Letters that nobody signed. */
async function fill(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) await wire.redis.xadd(deadOnes(), '*', 'm', 'x');
}

describe('a letter that is put back', () => {
  it('is handled again as it came, with all its attempts', async () => {
    await wire.serve('orders', Orders, quick);
    const [id] = await bury('poison');
    const [letter] = await all();
    broken = false;
    handled = [];
    const outcome = await letters.requeue([letter?.id ?? '']);
    expect(outcome).toEqual({ moved: [letter?.id], refused: [], full: [], gone: [] });
    await until(() => handled.length === 1);
    expect(handled).toEqual([{ body: 'poison', attempt: 1, id, sender: 'caller' }]);
    expect(await all()).toEqual([]);
  });

  it('comes back if it still fails, as another letter', async () => {
    await wire.serve('orders', Orders, quick);
    await bury('poison');
    const [letter] = await all();
    await letters.requeue([letter?.id ?? '']);
    await until(async () => (await all()).length === 1);
    expect((await all())[0]?.id).not.toBe(letter?.id);
    expect(handled.map(({ attempt }) => attempt)).toEqual([1, 2, 1, 2]);
  });

  it('is put back once, by however many and however often at the same time', async () => {
    const serving = await wire.serve('orders', Orders, quick);
    await bury(1, 2, 3, 4);
    await serving.close();
    const ids = (await all()).map(({ id }) => id);
    const rivals = Array.from({ length: 8 }, () => lettersOf());
    const outcomes = await Promise.all(rivals.map((rival) => rival.requeue([...ids, ...ids])));
    for (const rival of rivals) rival.close();
    expect(outcomes.flatMap(({ moved }) => moved).sort()).toEqual([...ids].sort());
    expect(await wire.redis.xlen(waiting())).toBe(4);
    expect(await wire.redis.xlen(deadOnes())).toBe(0);
    expect((await letters.requeue(ids)).gone).toEqual(ids);
  });

  it('stays where it is if the service would refuse it: nothing is signed anew', async () => {
    await fill(1);
    const [letter] = await all();
    const refused = [{ id: letter?.id, refusal: 'malformed' }];
    expect(await letters.requeue([letter?.id ?? ''])).toEqual({ moved: [], refused, full: [], gone: [] });
    expect(await wire.redis.xlen(waiting())).toBe(0);
    expect(await all()).toHaveLength(1);
  });

  it('stays where it is if its key is no longer known, and goes once it is again', async () => {
    const serving = await wire.serve('orders', Orders, quick);
    await bury('old key');
    await serving.close();
    const rotated = lettersOf({ keyId: '2' });
    const [letter] = await all(rotated);
    expect(letter?.event).toBe('key');
    expect((await rotated.requeue([letter?.id ?? ''])).refused).toEqual([{ id: letter?.id, refusal: 'key' }]);
    rotated.close();
    expect((await letters.requeue([letter?.id ?? ''])).moved).toEqual([letter?.id]);
  });

  it('stays where it is if its consumer has too many events waiting', async () => {
    const serving = await wire.serve('orders', Orders, quick);
    await bury(1, 2, 3);
    await serving.close();
    const ids = (await all()).map(({ id }) => id);
    const narrow = lettersOf({ streamLengthMax: 2 });
    expect(await narrow.requeue(ids)).toEqual({ moved: ids.slice(0, 2), refused: [], full: ids.slice(2), gone: [] });
    narrow.close();
    expect(await wire.redis.xlen(waiting())).toBe(2);
    expect(await all()).toHaveLength(1);
  });
});

describe('a letter that is purged', () => {
  it('is gone, and no other', async () => {
    await fill(5);
    const ids = (await all()).map(({ id }) => id);
    expect(await letters.purge([ids[0] ?? '', ids[0] ?? '', ids[3] ?? '', '1-1'])).toBe(2);
    expect((await all()).map(({ id }) => id)).toEqual([ids[1], ids[2], ids[4]]);
  });
});

it('a service whose Redis cannot be reached says so', async () => {
  const away = lettersOf({ redis: 'redis://127.0.0.1:1' });
  expect(await failureOf(away.purge(['1-1']))).toMatchObject({ status: 'UNAVAILABLE', retryable: true });
  away.close();
});
