import { createPublicKey, createSecretKey, randomBytes } from 'node:crypto';
import {
  FEED_SIGNATURE_HEADER,
  HttpFeedSource,
  isFeedResponseAuthentic,
  openGuard,
  PairKeyCredentials,
  StaticKeys,
  verificationKey,
} from '@strongroom/guard';
import { participate } from '../frame/participate.ts';
import { KID, PAIR_KEY_ID, type FeedTerms } from './feed.ts';

export interface Loaded {
  readonly entries: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly cpuS: number;
  /** The most that the process has ever held, everything counted. */
  readonly peakRssBytes: number;
}

type Read = (feed: Feed) => Promise<Pick<Loaded, 'entries' | 'bytes'>>;

interface Feed {
  readonly url: string;
  readonly keys: StaticKeys;
  readonly credentials: PairKeyCredentials;
}

const ENTRY_BYTES = 32;

participate((given) => {
  const { feed, kind } = given as { readonly feed: FeedTerms; readonly kind: keyof typeof kinds };
  const key = createSecretKey(Buffer.from(feed.pairKey, 'base64'));
  const opened: Feed = {
    url: feed.url,
    keys: new StaticKeys([verificationKey(KID, 'EdDSA', createPublicKey(feed.publicKey))]),
    credentials: new PairKeyCredentials({
      ...{ service: 'gateway', guard: 'bench' },
      pairKey: () => ({ keyId: PAIR_KEY_ID, key }),
    }),
  };
  return Promise.resolve({
    load: async (): Promise<Loaded> => {
      const startedMs = performance.now();
      const before = process.cpuUsage();
      const read = await kinds[kind](opened);
      const seconds = (performance.now() - startedMs) / 1000;
      const { user, system } = process.cpuUsage(before);
      const peakRssBytes = process.resourceUsage().maxRSS * 1024;
      return { ...read, seconds, cpuS: (user + system) / 1e6, peakRssBytes };
    },
    close: () => Promise.resolve(),
  });
});

/** A guard that knows nothing yet, until it is ready. */
const loadGuard: Read = async ({ url, keys, credentials }) => {
  const source = new HttpFeedSource({ urls: [url], credentials, keys });
  const guard = openGuard({ source, keys: new StaticKeys([]), issuer: 'bench', audience: 'bench' });
  try {
    await guard.bootstrapped;
    const { entries, bytes } = guard.status();
    return { entries, bytes };
  } finally {
    await guard.close();
  }
};

/** The same requests, whose answers are read whole and whose signatures are checked: what is in them nobody looks at. */
const readAlone: Read = async ({ url, keys, credentials }) => {
  let entries = 0;
  for (let after = 0, more = true; more;) {
    const target = `/feed/v1/snapshot?after=${after}`;
    const nonce = randomBytes(16).toString('base64url');
    const authorization = await credentials.authorize({ method: 'GET', target }, nonce);
    const response = await fetch(new URL(target, url), { headers: { authorization } });
    const body = Buffer.from(await response.arrayBuffer());
    const signature = response.headers.get(FEED_SIGNATURE_HEADER);
    if (!(await isFeedResponseAuthentic({ nonce, target, body }, signature, keys))) throw new Error('a forged page');
    const about = JSON.parse(body.subarray(4, 4 + body.readUInt32BE()).toString()) as Head;
    entries += about.entries;
    after = about.through;
    more = about.through < about.head;
  }
  return { entries, bytes: entries * ENTRY_BYTES };
};

interface Head {
  readonly through: number;
  readonly head: number;
  readonly entries: number;
}

const kinds = { guard: loadGuard, alone: readAlone } as const;
