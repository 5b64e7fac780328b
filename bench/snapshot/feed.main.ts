import { createSecretKey, generateKeyPairSync, randomBytes, randomFillSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import {
  encodeFeedBatch,
  FEED_SIGNATURE_HEADER,
  signFeedResponse,
  verifyFeedRequest,
  type RevocationEntry,
} from '@strongroom/guard';
import { participate } from '../frame/participate.ts';
import { KID, PAGE_ENTRIES, type FeedTerms } from './feed.ts';

const LIFETIME_S = 86_400;
const FIRST = 2 ** 40;

/** The signed feed of a log of so many live revocations of tokens, whose pages are written once, before anybody asks. */
participate(async (given) => {
  const { revocations } = given as { readonly revocations: number };
  const pages = pagesOf(revocations);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pairKey = randomBytes(32);
  const secret = createSecretKey(pairKey);

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = request.url ?? '';
    const check = { audience: 'revocation', nowMs: Date.now(), pairKey: () => secret };
    const caller = await verifyFeedRequest({ method: 'GET', target }, request.headers.authorization, check);
    const { pathname, searchParams } = new URL(target, 'http://feed.invalid');
    const body = pathname === '/feed/v1/snapshot' ? pages.get(Number(searchParams.get('after'))) : undefined;
    if (caller === undefined || body === undefined) {
      response.writeHead(503).end();
      return;
    }
    const signature = signFeedResponse({ nonce: caller.nonce, target, body }, KID, privateKey);
    response.writeHead(200, { [FEED_SIGNATURE_HEADER]: signature, 'content-length': body.length }).end(body);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    terms: (): FeedTerms => ({
      url: `http://127.0.0.1:${port}`,
      publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
      pairKey: pairKey.toString('base64'),
    }),
    close: () => {
      server.closeAllConnections();
      server.close();
      return Promise.resolve();
    },
  };
});

/** By the place after which each begins. */
function pagesOf(revocations: number): ReadonlyMap<number, Buffer> {
  const head = FIRST + revocations;
  const nowMs = Date.now();
  const heartbeat = { seq: head, atMs: nowMs };
  const pages = new Map<number, Buffer>();
  for (let done = 0; done < revocations; done += PAGE_ENTRIES) {
    const entries = entriesFrom(FIRST + done + 1, Math.min(PAGE_ENTRIES, revocations - done), nowMs / 1000);
    const after = done === 0 ? 0 : FIRST + done;
    const about = { after, through: FIRST + done + entries.length, head, heartbeat, databaseNowMs: nowMs, heldMs: 0 };
    pages.set(after, encodeFeedBatch({ ...about, ...(done === 0 && { remaining: revocations }), entries }));
  }
  return pages;
}

function entriesFrom(seq: number, count: number, nowS: number): readonly RevocationEntry[] {
  const words = randomFillSync(new Int32Array(count * 4));
  const word = (n: number): number => words[n] ?? 0;
  return Array.from({ length: count }, (_, n) => ({
    ...{ seq: seq + n, scope: 'token', expiresAtS: Math.ceil(nowS) + LIFETIME_S },
    id: [word(n * 4), word(n * 4 + 1), word(n * 4 + 2), word(n * 4 + 3)],
  }));
}
