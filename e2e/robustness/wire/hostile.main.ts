// Somebody who has broken into Redis: reads everything that passes, writes whatever it likes, and has no key of any service.
import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { seeded } from '../random.ts';
import { HistoryWriter } from './history.ts';
import { type HostileWish } from './wishes.ts';
import { readArguments, tell } from './wire-terms.ts';
import { type Tapped, WireTap } from './wire-tap.ts';

const KIND_AT = 3;
const DEADLINE_AT = 38;
const SIGNATURE_BYTES = 32;
const KEPT_MAX = 500;
const BATCH = 100;
const LISTS = [0, 1, 2].map((priority) => `sr:{call:orders}:p${priority}`);
const OTHER_LISTS = [0, 1, 2].map((priority) => `sr:{call:payments}:p${priority}`);
const CANCELS = 'sr:{cancel:orders}';
const EVENTS = 'sr:{event:orders}';

const { terms } = readArguments();
new HistoryWriter(terms.folder, 'hostile').watchThisProcess();
const redis = new Redis(terms.redis);

/** What was overheard, by kind: 1 request, 2 reply, 3 event. The newest, for the old have expired. */
const overheard: Record<number, Tapped[]> = { 1: [], 2: [], 3: [] };
const ownAddress = /addr=(\S+)/.exec(String(await redis.call('CLIENT', 'INFO')))?.[1] ?? '';
const tap = await WireTap.on(Number(new URL(terms.redis).port), ownAddress, (tapped) => {
  // What a service buries is our own rubbish come back, and a script's arguments pass again as its commands.
  if (!tapped.key.startsWith('sr:{') || tapped.key.endsWith(':dead')) return;
  const kept = overheard[tapped.frame[KIND_AT] ?? 0];
  kept?.push(tapped);
  if (kept !== undefined && kept.length > KEPT_MAX) kept.shift();
});

async function attack({ messages, seed }: HostileWish): Promise<Readonly<Record<string, number>>> {
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  const some = (kind: number): Buffer => Buffer.from(pick(overheard[kind] ?? [])?.frame ?? randomBytes(300));
  const counts: Record<string, number> = {};
  let batch = redis.pipeline();

  const put = (frame: Buffer, lists: readonly string[] = LISTS): void => {
    batch.rpush(pick(lists) ?? '', frame);
  };
  const inbox = (): string => pick(overheard[2] ?? [])?.key ?? 'sr:{reply:shop:nobody}';
  const altered = (frame: Buffer, change: (copy: Buffer) => void): Buffer => {
    change(frame);
    return frame;
  };
  const signedByNobody = (frame: Buffer): Buffer => {
    const end = frame.length - SIGNATURE_BYTES;
    createHmac('sha256', randomBytes(32)).update(frame.subarray(0, end)).digest().copy(frame, end);
    return frame;
  };
  const flip = (copy: Buffer): void => {
    const at = Math.floor(random() * copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  };
  const later = (copy: Buffer): void => {
    copy.writeUIntBE(Date.now() + Math.floor(random() * 600_000), DEADLINE_AT, 6);
  };
  const toPayments = (frame: Buffer): Buffer =>
    Buffer.from(frame.toString('latin1').replace('\0\x06orders', '\0\x08payments'), 'latin1');
  const ways: readonly (readonly [string, () => void])[] = [
    [
      'random bytes as a call',
      () => {
        put(randomBytes(Math.floor(random() * 600)));
      },
    ],
    [
      'random bytes as an answer',
      () => {
        batch.rpush(inbox(), randomBytes(200));
      },
    ],
    [
      'random bytes as an event',
      () => {
        batch.xadd(EVENTS, '*', 'm', randomBytes(200));
      },
    ],
    [
      'random bytes as a cancel',
      () => {
        batch.publish(CANCELS, randomBytes(200));
      },
    ],
    [
      'a header and random bytes',
      () => {
        put(Buffer.concat([Buffer.from('SR\x01\x01'), randomBytes(300)]));
      },
    ],
    [
      'a call signed with another key',
      () => {
        put(signedByNobody(some(1)));
      },
    ],
    [
      'an answer signed with another key',
      () => {
        batch.rpush(inbox(), signedByNobody(some(2)));
      },
    ],
    [
      'an event signed with another key',
      () => {
        batch.xadd(EVENTS, '*', 'm', signedByNobody(some(3)));
      },
    ],
    [
      'a call replayed',
      () => {
        put(some(1));
      },
    ],
    [
      'an answer replayed',
      () => {
        batch.rpush(inbox(), some(2));
      },
    ],
    [
      'an event replayed',
      () => {
        batch.xadd(EVENTS, '*', 'm', some(3));
      },
    ],
    [
      'a call in the queue of another service',
      () => {
        put(some(1), OTHER_LISTS);
      },
    ],
    [
      'a call addressed to another service',
      () => {
        put(toPayments(some(1)), OTHER_LISTS);
      },
    ],
    [
      'a call with a later deadline',
      () => {
        put(altered(some(1), later));
      },
    ],
    [
      'a call with a bit changed',
      () => {
        put(altered(some(1), flip));
      },
    ],
    [
      'an answer with a bit changed',
      () => {
        batch.rpush(inbox(), altered(some(2), flip));
      },
    ],
    [
      'an event with a bit changed',
      () => {
        batch.xadd(EVENTS, '*', 'm', altered(some(3), flip));
      },
    ],
    [
      'a call cut short',
      () => {
        put(some(1).subarray(0, -Math.ceil(random() * 60)));
      },
    ],
    [
      'an answer as a call',
      () => {
        put(some(2));
      },
    ],
    [
      'an event as a call',
      () => {
        put(some(3));
      },
    ],
    [
      'a call as a cancel',
      () => {
        batch.publish(CANCELS, some(1));
      },
    ],
    [
      'a call as an event',
      () => {
        batch.xadd(EVENTS, '*', 'm', some(1));
      },
    ],
  ];
  // A key of the wrong type stops the lane as long as it stands: now and then, and not for long.
  const wrongType = (): void => {
    batch.set(pick([...LISTS, inbox(), `${EVENTS}:dead`, EVENTS]) ?? '', 'text', 'PX', 50, 'NX');
  };
  for (let sent = 1; sent <= messages; sent += 1) {
    const [name, way] =
      sent % 1_000 === 0 ? (['a key of the wrong type', wrongType] as const) : (pick(ways) ?? ['', wrongType]);
    counts[name] = (counts[name] ?? 0) + 1;
    way();
    if (sent % BATCH === 0 || sent === messages) {
      await batch.exec();
      batch = redis.pipeline();
      // Faster than the service refuses them they would only fill its queue; that is the overload, elsewhere.
      while ((await Promise.all(LISTS.map((list) => redis.llen(list).catch(() => 0)))).some((length) => length > 2_000))
        await pause(5);
    }
  }
  return counts;
}

tell({ type: 'ready' });
process.on('message', (wish: HostileWish) => {
  void attack(wish).then(async (counts) => {
    tell(counts);
    tap.close();
    await redis.quit();
    process.disconnect();
  });
});
