import type { IncomingMessage, ServerResponse } from 'node:http';
import { bearerDoor, type DoorOptions } from '../door/bearer-door.js';
import { PROBLEM_TYPE } from '../door/door-refusal.js';

/** A middleware of Express, and of whatever else takes Connect's: it asks no more of them than Node's own objects. */
export function bearerMiddleware(
  options: DoorOptions,
): (request: IncomingMessage, response: ServerResponse, next: (fault?: unknown) => void) => void {
  const door = bearerDoor(options);
  return (request, response, next) => {
    door(request).then((outcome) => {
      if (outcome.admitted) {
        next();
        return;
      }
      const { status, headers, problem } = outcome.refusal;
      response.writeHead(status, { ...headers, 'content-type': PROBLEM_TYPE }).end(JSON.stringify(problem));
    }, next);
  };
}
