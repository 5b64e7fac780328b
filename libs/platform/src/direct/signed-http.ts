import { once } from 'node:events';
import { errorFacts } from '@strongroom/contracts';
import { FEED_SIGNATURE_HEADER, type FeedCaller, type FeedRequest } from '@strongroom/guard';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { knownError } from '../doors/known-error.js';
import { type AnswerSigner } from './answer-signer.js';

/** For a request to arrive whole. */
const REQUEST_WITHIN_MS = 10_000;

/** Who sent a request, and the nonce that the answer is to be signed with. */
export type ProvenCaller = FeedCaller & { readonly nonce: string };

export interface SignedHttpTerms {
  /** Undefined where the request proves nothing: the answer is then 401. */
  readonly identify: (request: FeedRequest, authorization: string | undefined) => Promise<ProvenCaller | undefined>;
  readonly signer: Pick<AnswerSigner, 'sign'>;
  /** Told of each request that failed; the caller learns its status alone. */
  readonly onFault: (error: unknown) => void;
}

export interface SignedHttp {
  readonly app: FastifyInstance;
  /** The handler of a route: `answer` is given requests whose sender is proven, and what it returns is signed. */
  readonly serve: (answer: SignedAnswer) => (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
}

type SignedAnswer = (request: FastifyRequest, caller: ProvenCaller, receivedAtMs: number) => Promise<Buffer>;

/** A listener of a service's own, signed in both directions. Errors are not signed: they mean "not now" and nothing else. */
export function signedHttp({ identify, signer, onFault }: SignedHttpTerms): SignedHttp {
  const app = fastify({ forceCloseConnections: true, keepAliveTimeout: 60_000, requestTimeout: REQUEST_WITHIN_MS });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  const answering = new Set<FastifyReply['raw']>();
  app.addHook('onRequest', (_request, { raw }, next) => {
    answering.add(raw);
    raw.once('close', () => answering.delete(raw));
    next();
  });
  // Connections without a request are then closed by force: a client may hold one open for ever.
  app.addHook('preClose', async () => {
    await Promise.all([...answering].map((raw) => once(raw, 'close')));
  });
  app.setErrorHandler(async (error, _request, reply) => {
    onFault(error);
    const { httpStatus } = errorFacts(knownError(error)?.code ?? '');
    await reply.code(httpStatus).send();
  });
  const serve: SignedHttp['serve'] = (answer) => async (request, reply) => {
    const receivedAtMs = performance.now();
    const { method, url: target } = request;
    const caller = await identify({ method, target, body: bytesOf(request) }, request.headers.authorization);
    if (caller === undefined) return reply.code(401).send();
    const body = await answer(request, caller, receivedAtMs);
    const signature = await signer.sign({ nonce: caller.nonce, target, body });
    return reply.header(FEED_SIGNATURE_HEADER, signature).type('application/octet-stream').send(body);
  };
  return { app, serve };
}

/** The body as it was sent, which is what the request proves. */
export function bytesOf({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}
