import { Controller, Get, Header, Inject, Req } from '@nestjs/common';
import { Calls, listKeys, type Output } from '@strongroom/contracts';
import { runInContext } from '@strongroom/security-context';
import { type FastifyRequest } from 'fastify';
import { contextOf } from '../access/request-context.js';

@Controller()
export class JwksRoute {
  constructor(@Inject(Calls) private readonly calls: Calls) {}

  /** The keys that verify access tokens (RFC 7517), the next one included, so that a rotation surprises nobody. */
  @Get('.well-known/jwks.json')
  @Header('cache-control', 'public, max-age=60')
  list(@Req() request: FastifyRequest): Promise<Output<typeof listKeys>> {
    return runInContext(contextOf(request), () => this.calls.call(listKeys, {}));
  }
}
