import { once } from 'node:events';
import { errorFacts, fault, parseInput } from '@strongroom/contracts';
import { encodeFeedBatch, FEED_SIGNATURE_HEADER } from '@strongroom/guard';
import { directPath, knownError } from '@strongroom/platform';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type GuardName, type GuardReports } from '../guards/guard-reports.js';
import { type DirectCalls } from '../direct-calls.js';
import { type FeedAnswers } from './feed-answers.js';
import { isService, type FeedAuthority } from './feed-authority.js';
import { OutsideNames } from './outside-names.js';

const WAIT_MS_MAX = 30_000;
/** For a request to arrive whole. */
const REQUEST_WITHIN_MS = 10_000;
const place = z.coerce.number().int().nonnegative();
const snapshotQuery = z.strictObject({ after: place });
const eventsQuery = z.strictObject({
  after: place,
  wait_ms: z.coerce.number().int().min(0).max(WAIT_MS_MAX),
  applied: place.optional(),
  applied_ago_ms: z.coerce.number().nonnegative().default(0),
});

export interface FeedParts {
  readonly authority: Pick<FeedAuthority, 'identify' | 'sign'>;
  readonly answers: Pick<FeedAnswers, 'events' | 'reaches' | 'snapshot'>;
  readonly reports: Pick<GuardReports, 'heard'>;
  readonly calls: Pick<DirectCalls, 'answer'>;
  /** Aborts when nobody shall wait any more. */
  readonly closing: AbortSignal;
  /** Told of each request that failed; the caller learns its status alone. */
  readonly onFault: (error: unknown) => void;
}

type Answer = (request: FastifyRequest, caller: GuardName, receivedAtMs: number) => Promise<Buffer>;

/** The signed feed of docs/feed.md (libs/guard). Errors are not signed: they mean "not now" and nothing else. */
export function feedApp({ authority, answers, reports, calls, closing, onFault }: FeedParts): FastifyInstance {
  const app = fastify({ forceCloseConnections: true, keepAliveTimeout: 60_000, requestTimeout: REQUEST_WITHIN_MS });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  const names = new OutsideNames();
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

  const serve =
    (answer: Answer) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const receivedAtMs = performance.now();
      const { method, url: target } = request;
      const proven = { method, target, body: bytesOf(request) };
      const caller = await authority.identify(proven, request.headers.authorization);
      if (caller === undefined) return reply.code(401).send();
      if (!isService(caller.service)) names.admit(caller);
      const body = await answer(request, caller, receivedAtMs);
      const signature = await authority.sign({ nonce: caller.nonce, target, body });
      return reply.header(FEED_SIGNATURE_HEADER, signature).type('application/octet-stream').send(body);
    };

  app.get(
    '/feed/v1/snapshot',
    serve(async (request, caller, receivedAtMs) => {
      const { after } = parseInput(snapshotQuery, request.query);
      reports.heard(caller);
      const page = await answers.snapshot({ after, receivedAtMs });
      reports.heard(caller);
      return encodeFeedBatch(page);
    }),
  );

  app.get(
    '/feed/v1/events',
    serve(async (request, caller, receivedAtMs) => {
      const { after, wait_ms: waitMs, applied: seq, applied_ago_ms: agoMs } = parseInput(eventsQuery, request.query);
      if (seq !== undefined && seq > after)
        throw fault('err:request:invalid:schema', { message: 'applied: beyond after' });
      const applied = seq === undefined ? undefined : { seq, agoMs };
      // A claim to have seen more than the log holds may be refused: then it was not heard.
      if (answers.reaches(after)) reports.heard(caller, applied);
      const isOurs = isService(caller.service);
      const batch = await answers.events({ after, waitMs, receivedAtMs, isOurs, signal: closing });
      // What it may say "active" by is as old as this answer, not as its question.
      reports.heard(caller, applied);
      return encodeFeedBatch(batch);
    }),
  );

  app.post(
    directPath(':pattern'),
    serve((request, { service }) => {
      const { pattern } = request.params as { readonly pattern: string };
      if (!isService(service)) throw fault('err:request:unknown:route', { message: 'only services may call' });
      return calls.answer(service, pattern, bytesOf(request));
    }),
  );

  app.setErrorHandler(async (error, _request, reply) => {
    onFault(error);
    const { httpStatus } = errorFacts(knownError(error)?.code ?? '');
    await reply.code(httpStatus).send();
  });
  return app;
}

/** The body as it was sent, which is what the request proves. */
function bytesOf({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}
