import type { FastifyReply, FastifyRequest } from 'fastify';
import { bearerDoor, type DoorOptions } from '../door/bearer-door.js';
import { PROBLEM_TYPE } from '../door/door-refusal.js';

/** An `onRequest` hook, for a route or for all: the body of whoever is turned away is never read. */
export function bearerHook(
  options: DoorOptions,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined> {
  const door = bearerDoor(options);
  return async (request, reply) => {
    const outcome = await door(request);
    if (outcome.admitted) return undefined;
    const { status, headers, problem } = outcome.refusal;
    return reply.code(status).headers(headers).type(PROBLEM_TYPE).send(JSON.stringify(problem));
  };
}
