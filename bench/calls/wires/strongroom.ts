import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { type MicroserviceOptions } from '@nestjs/microservices';
import { type Input, type Output, parseInput } from '@strongroom/contracts';
import { CallErrorsFilter, RedisClient, RedisServer } from '@strongroom/messaging';
import { CredentialCheck, handle, Reception } from '@strongroom/platform';
import { ContextStatements, type SecurityContext } from '@strongroom/security-context';
import { pairKeysOf } from '../../frame/keys.ts';
import { type Wire } from '../wire.ts';
import { echo } from './echo-contract.ts';

/**
 * Ours, with all that the platform's own calls have: signed frames, a security context sealed anew for each call and
 * opened and checked by the service, traceparent, deadline, contracts parsed at both ends, replay refusal.
 */
export const strongroom: Wire = {
  async serve(terms) {
    const keys = pairKeysOf(terms.privateKeys, echo.service);
    const app = await NestFactory.createMicroservice<MicroserviceOptions>(
      {
        module: Echo,
        controllers: [handle(echo, Echo)],
        providers: [
          { provide: Echo, useValue: new Echo() },
          { provide: ContextStatements, useValue: new ContextStatements(echo.service, keys) },
          // Of the guard the bench of verdicts tells.
          { provide: CredentialCheck, useValue: { require: () => Promise.resolve() } },
          Reception,
        ],
      },
      { strategy: new RedisServer({ service: echo.service, redis: terms.redisUrl, keys }), logger: false },
    );
    app.useGlobalFilters(new CallErrorsFilter());
    await app.listen();
    return { close: () => app.close() };
  },

  async connect(terms) {
    const keys = pairKeysOf(terms.privateKeys, 'gateway');
    const client = new RedisClient({ service: 'gateway', redis: terms.redisUrl, keys });
    const statements = new ContextStatements('gateway', keys);
    await client.connect();
    return {
      call: async (order) => {
        const context = contextOfCall();
        const answer = await client.call(echo.pattern, parseInput(echo.input, order), {
          deadlineMs: echo.deadlineMs,
          securityContext: await statements.seal(context, echo.service),
          traceparent: `00-${context.traceId}-${context.traceId.slice(0, 16)}-01`,
        });
        return echo.output.parse(answer);
      },
      close: () => client.close(),
    };
  },
};

class Echo {
  execute(order: Input<typeof echo>): Promise<Output<typeof echo>> {
    return Promise.resolve(order);
  }
}

/** As the gateway makes one for a request with an access token and a traceparent. */
function contextOfCall(): SecurityContext {
  return {
    tenant: 'demo',
    actor: { type: 'client', id: 'shop-frontend' },
    actorChain: [],
    scopes: ['orders:read', 'orders:write'],
    credential: {
      jti: '0190b5a0-7b1e-7c3d-9a52-3f1c5d8e2b47',
      subject: 'shop-frontend',
      client: 'shop-frontend',
      pos: 1_048_577,
      expiresAtMs: Date.now() + 600_000,
    },
    traceId: randomUUID().replaceAll('-', ''),
  };
}
