import { once } from 'node:events';
import { errorFacts, parseInput } from '@strongroom/contracts';
import { encodeFeedBatch, FEED_SIGNATURE_HEADER, type FeedBatch } from '@strongroom/guard';
import { DomainError } from '@strongroom/kernel';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type GuardName, type GuardReports } from '../guards/guard-reports.js';
import { type FeedAnswers } from './feed-answers.js';
import { type FeedAuthority } from './feed-authority.js';

const WAIT_MS_MAX = 30_000;
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
  readonly answers: Pick<FeedAnswers, 'events' | 'snapshot'>;
  readonly reports: Pick<GuardReports, 'heard'>;
  /** Aborts when nobody shall wait any more. */
  readonly closing: AbortSignal;
}

type Answer = (request: FastifyRequest, caller: GuardName, receivedAtMs: number) => Promise<FeedBatch>;

/** The signed feed of docs/feed.md (libs/guard). Errors are not signed: they mean "not now" and nothing else. */
export function feedApp({ authority, answers, reports, closing }: FeedParts): FastifyInstance {
  const app = fastify({ forceCloseConnections: true, keepAliveTimeout: 60_000 });
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
      const caller = await authority.identify({ method, target }, request.headers.authorization);
      if (caller === undefined) return reply.code(401).send();
      const body = encodeFeedBatch(await answer(request, caller, receivedAtMs));
      const signature = await authority.sign({ nonce: caller.nonce, target, body });
      return reply.header(FEED_SIGNATURE_HEADER, signature).type('application/octet-stream').send(body);
    };

  app.get(
    '/feed/v1/snapshot',
    serve((request, caller, receivedAtMs) => {
      const { after } = parseInput(snapshotQuery, request.query);
      reports.heard(caller);
      return answers.snapshot({ after, receivedAtMs });
    }),
  );

  app.get(
    '/feed/v1/events',
    serve((request, caller, receivedAtMs) => {
      const { after, wait_ms: waitMs, applied: seq, applied_ago_ms: agoMs } = parseInput(eventsQuery, request.query);
      reports.heard(caller, seq === undefined ? undefined : { seq, agoMs });
      return answers.events({ after, waitMs, receivedAtMs, signal: closing });
    }),
  );

  app.setErrorHandler(async (error, _request, reply) => {
    const { httpStatus } = errorFacts(error instanceof DomainError ? String(error.code) : '');
    await reply.code(httpStatus).send();
  });
  return app;
}
