import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Calls, fault, type CallOptions, type Contract, type InputToSend, type Output } from '@strongroom/contracts';
import {
  Guard,
  type AccessTokenClaims,
  type Asked,
  type CredentialVerdict,
  type TokenVerdict,
} from '@strongroom/guard';
import { Logger } from '@strongroom/platform';
import { currentContext, type SecurityContext } from '@strongroom/security-context';
import { type FastifyRequest } from 'fastify';
import passport from 'passport';
import { strategies } from '../src/access/access-token.guard.js';
import { bearerTokenOf } from '../src/access/bearer-token.js';
import { type GatewaySettings } from '../src/settings.js';
import { GatewayModule } from '../src/gateway.module.js';
import { acceptEmptyBodies } from '../src/http/accept-empty-bodies.js';

export interface CallMade {
  readonly pattern: string;
  readonly input: unknown;
  readonly context: SecurityContext;
}

/** The services behind the gateway, as far as a test says what they answer. Any other call fails the test. */
export class StandInCalls extends Calls {
  readonly made: CallMade[] = [];
  readonly #answers = new Map<string, () => unknown>();

  answer<C extends Contract>(contract: C, answer: () => Output<C>): void {
    this.#answers.set(contract.pattern, answer);
  }

  madeOf({ pattern }: Contract): readonly CallMade[] {
    return this.made.filter((call) => call.pattern === pattern);
  }

  override call<C extends Contract>(contract: C, input: InputToSend<C>, _options?: CallOptions): Promise<Output<C>> {
    return Promise.resolve().then(() => {
      const answer = this.#answers.get(contract.pattern);
      if (answer === undefined) throw new Error(`nobody expects a call of ${contract.pattern} here`);
      this.made.push({ pattern: contract.pattern, input, context: currentContext() });
      return contract.output.parse(answer()) as Output<C>;
    });
  }
}

export const unavailable = { active: false, unavailable: true, retryAfterMs: 2_000 } as const;
export const revoked = {
  active: false,
  unavailable: false,
  reason: { code: 'revoked', detail: 'by an entry of the revocation log' },
} as const;

/** A guard that knows the tokens that the test gives it, and takes every other for forged. */
export class StandInGuard implements Pick<Guard, 'verdict' | 'check'> {
  readonly tokens = new Map<string, TokenVerdict>();
  readonly checked: Parameters<Guard['check']>[] = [];
  readonly asked: Asked[] = [];
  standing: CredentialVerdict = { active: true, confirmed: true };

  accept(token: string, about: Partial<AccessTokenClaims> = {}): AccessTokenClaims {
    const claims: AccessTokenClaims = {
      ...{ iss: 'https://strongroom.test', sub: 'shop', aud: ['https://strongroom.test'], iat: 1_000, exp: 1_900 },
      ...{ jti: '01a1fd2d-21b4-704d-8aa4-72654d29cd30', client_id: 'shop', tenant: 'demo', pos: 7 },
      ...{ scopes: ['orders:read', 'orders:write'], all: {} },
      ...about,
    };
    this.tokens.set(token, { active: true, confirmed: true, claims });
    return claims;
  }

  verdict(token: string, asked: Asked): Promise<TokenVerdict> {
    this.asked.push(asked);
    const forged = { active: false, unavailable: false, reason: { code: 'malformed', detail: 'no token' } } as const;
    return Promise.resolve(this.tokens.get(token) ?? forged);
  }

  check(...terms: Parameters<Guard['check']>): Promise<CredentialVerdict> {
    this.checked.push(terms);
    return Promise.resolve(this.standing);
  }
}

/** What stands before the routes of contracts, with the stand-in's verdict for that of a guard. */
class StandInStrategy extends passport.Strategy {
  constructor(
    override readonly name: string,
    private readonly asked: Asked,
    private readonly guard: StandInGuard,
  ) {
    super();
  }

  override authenticate(request: object): void {
    const token = bearerTokenOf((request as FastifyRequest).raw);
    this.guard.verdict(token, this.asked).then((verdict) => {
      if (verdict.active) this.success(verdict.claims);
      else this.fail('Bearer error="invalid_token"', 401);
    }, this.error.bind(this));
  }
}

/** The public door of a gateway whose guard and whose services are stand-ins. */
export interface GatewayHarness {
  readonly app: NestFastifyApplication;
  readonly calls: StandInCalls;
  readonly guard: StandInGuard;
}

export async function openGatewayHarness(about: Partial<GatewaySettings> = {}): Promise<GatewayHarness> {
  const calls = new StandInCalls();
  const guard = new StandInGuard();
  for (const { name, ...asked } of Object.values(strategies)) {
    passport.use(new StandInStrategy(name, asked, guard));
  }
  const settings = {
    ...{ INSTANCE: '1', LOG_LEVEL: 'silent', MANAGEMENT_HOST: '127.0.0.1', MANAGEMENT_PORT: 0 },
    ...{ HOST: '127.0.0.1', PORT: 0, ISSUER: 'https://strongroom.test' },
    ...about,
  };
  const module = GatewayModule.with(settings as Parameters<typeof GatewayModule.with>[0], [
    { provide: Calls, useValue: calls },
    { provide: Guard, useValue: guard },
    {
      provide: Logger,
      useValue: Logger.create({ service: 'gateway', instance: '1', level: 'silent', freeText: String }),
    },
  ]);
  const testing = await Test.createTestingModule({ imports: [module] }).compile();
  const app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  acceptEmptyBodies(app.getHttpAdapter().getInstance());
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return { app, calls, guard };
}

export function invalidClient(): never {
  throw fault('err:oauth:invalid:client', { message: 'the client could not be authenticated' });
}
