import {
  Controller,
  HttpCode,
  Inject,
  Req,
  RequestMapping,
  RequestMethod,
  StreamableFile,
  type Type,
  UseGuards,
} from '@nestjs/common';
import { Calls, fault, type Contract, type HttpDoor } from '@strongroom/contracts';
import { runInContext } from '@strongroom/security-context';
import { type FastifyRequest } from 'fastify';
import { guardsOf } from '../access/access-token.guard.js';
import { authenticatedAtSOf, contextOf } from '../access/request-context.js';
import { requireStepUp } from '../access/step-up.js';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../settings.js';
import { ndjsonOf, pageOf } from './ndjson.js';

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** The HTTP door of a contract: a controller whose one route is made of what the contract says of itself. */
export function route(contract: Contract & { readonly http: HttpDoor }): Type {
  const { http } = contract;

  @Controller()
  @UseGuards(...guardsOf(contract))
  class HttpRoute {
    constructor(
      @Inject(Calls) private readonly calls: Calls,
      @Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings,
    ) {}

    @RequestMapping({ method: RequestMethod[http.method], path: http.path })
    @HttpCode(http.status ?? 200)
    async receive(@Req() request: FastifyRequest): Promise<unknown> {
      const input = inputOf(request, http);
      const { STEP_UP_MAX_AGE_S: maxAgeS } = this.settings;
      if (maxAgeS !== undefined && asksForStepUp(contract, input)) {
        requireStepUp(authenticatedAtSOf(request), maxAgeS, Date.now() / 1000);
      }
      const idempotencyKey = idempotencyKeyOf(request, contract);
      const ask = (more: object = {}): Promise<unknown> =>
        runInContext(contextOf(request), () =>
          this.calls.call(contract, { ...input, ...more }, idempotencyKey === undefined ? {} : { idempotencyKey }),
        );
      if (http.lines === undefined) return ask();
      return ndjson(http.lines, await ask(), (before) => ask({ before }));
    }
  }
  Object.defineProperty(HttpRoute, 'name', { value: `HttpRoute(${contract.pattern})` });
  return HttpRoute;
}

/** The first page is there already: what it is refused for still has its status. */
function ndjson(field: string, first: unknown, ask: (before: string) => Promise<unknown>): StreamableFile {
  const lines = ndjsonOf(pageOf(first, field), async (before) => pageOf(await ask(before), field));
  return new StreamableFile(lines, { type: 'application/x-ndjson' });
}

function asksForStepUp({ stepUp }: Contract, input: Readonly<Record<string, unknown>>): boolean {
  return typeof stepUp === 'function' ? stepUp(input) : stepUp === true;
}

/** Body or query and path as one object; the schema at the other end names what does not fit. */
function inputOf(request: FastifyRequest, http: HttpDoor): Record<string, unknown> {
  const rest = http.method === 'GET' || http.method === 'DELETE' ? request.query : (request.body ?? {});
  const params = request.params;
  if (!isObject(rest) || !isObject(params)) {
    throw fault('err:request:invalid:body', { message: 'the body must be a JSON object' });
  }
  for (const name of Object.keys(params)) {
    if (Object.hasOwn(rest, name)) {
      throw fault('err:request:invalid:schema', {
        message: `/${name}: is given by the path`,
        fields: [{ pointer: `/${name}`, rule: 'is given by the path, so it cannot be in the body or the query too' }],
      });
    }
  }
  return { ...rest, ...params };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function idempotencyKeyOf(request: FastifyRequest, contract: Contract): string | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined && contract.idempotency === 'required') {
    throw fault('err:request:missing:idempotency-key', { message: 'header Idempotency-Key: is required' });
  }
  if (header === undefined) return undefined;
  if (typeof header !== 'string' || !IDEMPOTENCY_KEY.test(header)) {
    throw fault('err:request:missing:idempotency-key', {
      message: 'header Idempotency-Key: must be 1 to 255 visible ASCII characters, once',
    });
  }
  return header;
}
