import { generateKeyPairSync } from 'node:crypto';
import { type Broadcast, type BroadcastFollower, BroadcastPublisher, BroadcastReader } from '@strongroom/messaging';
import { outcome, type Property } from './property.ts';
import { until } from './waiting.ts';

const TOPIC = 'orders.price.follow.v1';
const REPLICAS = 3;
const BATCHES = 100;
const UNSEEN = 20;

export const broadcastInOrder: Property = {
  name: 'broadcast-in-order',
  guarantee: 'every replica applies every broadcast in order; a gap is healed from the truth; a late joiner catches up',
  asked: ['ours'],
  async judge({ redis, patienceMs }) {
    const truth: string[] = [];
    const [own, stranger] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
    const publisherBy = (privateKey: typeof own.privateKey): BroadcastPublisher =>
      new BroadcastPublisher({
        ...{ service: 'orders', redis: redis.url, topic: TOPIC },
        signer: { current: () => ({ keyId: '1', privateKey }) },
      });
    const publisher = publisherBy(own.privateKey);
    const forger = publisherBy(stranger.privateKey);
    const joined: { readonly keeper: Keeper; readonly reader: BroadcastReader }[] = [];
    const join = (): void => {
      const keeper = new Keeper(truth);
      const keys = { byId: () => own.publicKey };
      const reader = new BroadcastReader({
        redis: redis.url,
        topic: TOPIC,
        publisher: 'orders',
        keys,
        follower: keeper,
      });
      reader.start();
      joined.push({ keeper, reader });
    };
    const allAreAt = (place: number): Promise<boolean> =>
      until(() => joined.every(({ reader }) => reader.state.appliedSeq === place), patienceMs);
    const publish = (): Promise<boolean> => commitAndPublish(truth, publisher, patienceMs);
    try {
      for (let replica = 0; replica < REPLICAS; replica += 1) join();
      for (let batch = 0; batch < BATCHES; batch += 1) await publish();
      const inOrder = await allAreAt(BATCHES);
      const forged = { after: truth.length, through: truth.length + 1, body: Buffer.from('["forged"]') };
      await forger.end();
      await forger.publish(forged);
      // Redis is gone while these are committed: no stream ever holds them.
      await redis.kill();
      for (let unseen = 0; unseen < UNSEEN; unseen += 1) truth.push(`unseen ${unseen}`);
      await redis.start();
      await publish();
      const healed = await allAreAt(truth.length);
      join();
      await publish();
      const late = await allAreAt(truth.length);
      const right = joined.filter(({ keeper }) => keeper.notes.join() === truth.join()).length;
      const healings = joined.map(({ keeper }) => keeper.catchUps);
      return outcome(
        `${REPLICAS} replicas and a late one applied all ${truth.length} in order, ${UNSEEN} of them from the truth; a forged one refused`,
        {
          [`of ${BATCHES} batches applied: ${places(joined)}`]: inOrder,
          [`with a gap of ${UNSEEN} replicas are at ${places(joined)}`]: healed,
          [`with a late joiner replicas are at ${places(joined)} of ${truth.length}`]: late,
          [`${right} of ${joined.length} replicas hold what the truth holds, in its order`]: right === joined.length,
          [`caught up ${healings.join(', ')} times`]: healings.slice(0, REPLICAS).every((times) => times > 1),
        },
      );
    } finally {
      publisher.close();
      forger.close();
      await Promise.all(joined.map(({ reader }) => reader.close()));
    }
  },
};

/** Keeps what it is told, in the order in which it is told. */
class Keeper implements BroadcastFollower {
  readonly notes: string[] = [];
  catchUps = 0;
  readonly #truth: readonly string[];

  constructor(truth: readonly string[]) {
    this.#truth = truth;
  }

  apply({ after, body }: Broadcast): void {
    const news = JSON.parse(body.toString()) as readonly string[];
    this.notes.push(...news.slice(Math.max(0, this.notes.length - after)));
  }

  catchUp(): Promise<number> {
    this.catchUps += 1;
    this.notes.push(...this.#truth.slice(this.notes.length));
    return Promise.resolve(this.notes.length);
  }
}

/** Committed first; sent until it is taken. */
async function commitAndPublish(truth: string[], publisher: BroadcastPublisher, patienceMs: number): Promise<boolean> {
  const before = truth.length;
  truth.push(`note ${before}`);
  const through = truth.length;
  return until(async () => {
    try {
      const after = (await publisher.end()) ?? before;
      const body = Buffer.from(JSON.stringify(truth.slice(after, through)));
      return (await publisher.publish({ after, through, body })) !== 'overtaken';
    } catch {
      return false;
    }
  }, patienceMs);
}

function places(joined: readonly { readonly reader: BroadcastReader }[]): string {
  return joined.map(({ reader }) => reader.state.appliedSeq).join(', ');
}
