import { fault, parseInput } from '@strongroom/contracts';
import { encodeFeedBatch } from '@strongroom/guard';
import { type DirectCalls, serveCalls, signedHttp, type SignedHttpTerms } from '@strongroom/platform';
import { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type GuardReports } from '../guards/guard-reports.js';
import { type FeedAnswers } from './feed-answers.js';
import { isService, type FeedAuthority } from './feed-authority.js';
import { OutsideNames } from './outside-names.js';

const WAIT_MS_MAX = 30_000;
const HOLD_MS_MAX = 1_000;
const place = z.coerce.number().int().nonnegative();
const snapshotQuery = z.strictObject({ after: place });
const eventsQuery = z.strictObject({
  after: place,
  wait_ms: z.coerce.number().int().min(0).max(WAIT_MS_MAX),
  hold_ms: z.coerce.number().int().min(0).max(HOLD_MS_MAX).default(0),
  applied: place.optional(),
  applied_ago_ms: z.coerce.number().nonnegative().default(0),
});

export interface FeedParts extends Pick<SignedHttpTerms, 'signer' | 'onFault'> {
  readonly authority: Pick<FeedAuthority, 'identify'>;
  readonly answers: Pick<FeedAnswers, 'events' | 'reaches' | 'snapshot'>;
  readonly reports: Pick<GuardReports, 'heard'>;
  readonly calls: Pick<DirectCalls, 'answer'>;
  /** Aborts when nobody shall wait any more. */
  readonly closing: AbortSignal;
}

/** The signed feed of docs/feed.md (libs/guard), and beside it the calls that are made without Redis. */
export function feedApp({ authority, signer, answers, reports, calls, closing, onFault }: FeedParts): FastifyInstance {
  const names = new OutsideNames();
  const identify: SignedHttpTerms['identify'] = async (request, authorization) => {
    const caller = await authority.identify(request, authorization);
    if (caller !== undefined && !isService(caller.service)) names.admit(caller);
    return caller;
  };
  const http = signedHttp({ identify, signer, onFault });
  const { app, serve } = http;

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
      const query = parseInput(eventsQuery, request.query);
      const { after, wait_ms: waitMs, hold_ms: holdMs, applied: seq, applied_ago_ms: agoMs } = query;
      if (seq !== undefined && seq > after)
        throw fault('err:request:invalid:schema', { message: 'applied: beyond after' });
      const applied = seq === undefined ? undefined : { seq, agoMs };
      // A claim to have seen more than the log holds may be refused: then it was not heard.
      if (answers.reaches(after)) reports.heard(caller, applied);
      const isOurs = isService(caller.service);
      const batch = await answers.events({ after, waitMs, holdMs, receivedAtMs, isOurs, signal: closing });
      // What it may say "active" by is as old as this answer, not as its question.
      reports.heard(caller, applied);
      return encodeFeedBatch(batch);
    }),
  );

  serveCalls(http, {
    answer: (sender, pattern, body) => {
      if (!isService(sender)) throw fault('err:request:unknown:route', { message: 'only services may call' });
      return calls.answer(sender, pattern, body);
    },
  });
  return app;
}
