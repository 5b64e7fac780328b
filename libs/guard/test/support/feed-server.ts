import { createSecretKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  encodeFeedBatch,
  FEED_SIGNATURE_HEADER,
  PairKeyCredentials,
  signFeedResponse,
  StaticKeys,
  verificationKey,
  verifyFeedRequest,
  type FeedBatch,
  type VerificationKeys,
} from '../../src/index.js';

export const PAIR_KEY = { keyId: 'pair-1', key: createSecretKey(randomBytes(32)) };

export function credentials(pairKey = PAIR_KEY): PairKeyCredentials {
  return new PairKeyCredentials({ service: 'gateway', guard: 'gateway-1', pairKey: () => pairKey });
}

export function feedBatch(about: Partial<FeedBatch> = {}): FeedBatch {
  return { after: 0, through: 0, head: 0, databaseNowMs: Date.now(), heldMs: 0, entries: [], ...about };
}

export interface FeedServer {
  readonly url: string;
  readonly keys: VerificationKeys;
  /** The path and query of each request that was authenticated. */
  readonly targets: string[];
  readonly close: () => Promise<void>;
}

/** Answers as the real feed does: authenticates the request, signs the response. `tamper` may do anything to the answer. */
export async function feedServer(
  answer: (target: string) => FeedBatch | Promise<FeedBatch>,
  tamper: (body: Buffer, response: ServerResponse, request: IncomingMessage) => Buffer = (body) => body,
): Promise<FeedServer> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const targets: string[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = request.url ?? '';
    const check = { audience: 'revocation', nowMs: Date.now(), pairKey: () => PAIR_KEY.key };
    const caller = await verifyFeedRequest({ method: 'GET', target }, request.headers.authorization, check);
    if (!caller) {
      response.writeHead(401).end();
      return;
    }
    targets.push(target);
    const body = encodeFeedBatch(await answer(target));
    response.setHeader(
      FEED_SIGNATURE_HEADER,
      signFeedResponse({ nonce: caller.nonce, target, body }, 'feed-1', privateKey),
    );
    response.end(tamper(body, response, request));
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys: new StaticKeys([verificationKey('feed-1', 'EdDSA', publicKey)]),
    targets,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
