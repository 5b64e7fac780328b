import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, HttpStatus, Inject } from '@nestjs/common';
import { errorFacts, fault } from '@strongroom/contracts';
import { knownError, Logger } from '@strongroom/platform';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { problemOf } from './problem.js';
import { traceOf } from './trace.js';

/** Every error of every route becomes one problem document, and an error of ours one line in the log. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(Logger) private readonly logger: Logger) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    const known = knownError(error) ?? fromFramework(error);
    const { traceId } = traceOf(request);
    const { status, headers, body } = problemOf(known, traceId, request.headers.authorization !== undefined);
    const facts = errorFacts(body.code);
    const about = { traceId, route: request.routeOptions.url ?? 'unknown', code: facts.code, error };
    if (facts.status === 'INTERNAL') this.logger.error('a request failed unexpectedly', about);
    if (facts.status === 'UNAVAILABLE') this.logger.warn('a request could not be carried out', about);
    await reply.status(status).headers(headers).send(body);
  }
}

/** The framework's own refusals (no such route, a body that is no JSON, one that is too large) in our codes. */
function fromFramework(error: unknown): unknown {
  const status = statusOf(error);
  switch (status) {
    case undefined:
      return error;
    case HttpStatus.NOT_FOUND:
      return fault('err:request:unknown:route', { message: 'there is no route with this method and path' });
    case HttpStatus.PAYLOAD_TOO_LARGE:
      return fault('err:request:invalid:body', { message: 'the body is too large' });
    case HttpStatus.UNSUPPORTED_MEDIA_TYPE:
      return fault('err:request:invalid:body', { message: 'content-type: must be application/json' });
    case HttpStatus.BAD_REQUEST:
      return fault('err:request:invalid:body', { message: 'the body is not valid JSON' });
    default:
      return error;
  }
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  return undefined;
}
