import { Strategy } from 'passport-jwt';
import { rawOf, type DoorRequest } from '../door/admission.js';
import { bearerTokenOf } from '../door/bearer-token.js';
import { invalidToken, noToken, type DoorRefusal } from '../door/door-refusal.js';
import type { Guard, StalenessPolicy } from '../guard.js';
import type { VerificationKeys } from '../keys/verification-key.js';
import type { AccessTokenClaims } from '../token/access-token-claims.js';
import { RevocationUnknown } from './revocation-unknown.js';

export interface GuardStrategyOptions {
  readonly guard: Guard;
  /** The guard's own key set. */
  readonly keys: VerificationKeys;
  readonly issuer: string;
  readonly audience: string;
  /** Default `strict`: this door stands before administration. */
  readonly policy?: StalenessPolicy;
  /** For the doors of those who deal with an emergency: judge as if no stop stood. Default false. */
  readonly duringStop?: boolean;
  /** The name to use in `AuthGuard(name)`. Default `strongroom`. */
  readonly name?: string;
}

interface Admitted {
  readonly token: string;
  readonly claims: AccessTokenClaims;
}

type Request = Parameters<Strategy['authenticate']>[0];

/**
 * passport-jwt behind the guard: its extractor hands on only tokens that the guard has just accepted, because
 * jsonwebtoken alone accepts encodings that are not canonical. The user is the guard's claims. RS256 and ES256 only:
 * jsonwebtoken knows no EdDSA.
 *
 * Members are not `#private`: passport calls `authenticate` on an object made for the request that merely inherits from
 * the strategy (`Object.create`), and such an object has no private fields.
 */
export class GuardStrategy extends Strategy {
  private readonly admitted: WeakMap<Request, Admitted>;

  constructor(private readonly options: GuardStrategyOptions) {
    const admitted = new WeakMap<Request, Admitted>();
    super(
      {
        jwtFromRequest: (request: Request) => admitted.get(request)?.token ?? null,
        secretOrKeyProvider: (_request: Request, token: unknown, done) => {
          pemFor(String(token), options.keys).then(
            (pem) => {
              done(null, pem);
            },
            (fault: unknown) => {
              done(fault);
            },
          );
        },
        algorithms: ['RS256', 'ES256'],
        issuer: options.issuer,
        audience: options.audience,
        passReqToCallback: true,
      },
      (request: Request, _payload, done) => {
        done(null, admitted.get(request)?.claims ?? false);
      },
    );
    this.name = options.name ?? 'strongroom';
    this.admitted = admitted;
  }

  override authenticate(request: Request): void {
    this.admit(request).catch((fault: unknown) => {
      this.error(fault instanceof Error ? fault : new Error('the guard failed', { cause: fault }));
    });
  }

  private async admit(request: Request): Promise<void> {
    // Under NestJS it is Fastify's request as well as Node's.
    const token = bearerTokenOf(rawOf(request as DoorRequest));
    if (token === undefined) {
      this.refuse(noToken);
      return;
    }
    const { guard, policy = 'strict', duringStop = false } = this.options;
    const verdict = await guard.verdict(token, { policy, duringStop });
    if (verdict.active) {
      this.admitted.set(request, { token, claims: verdict.claims });
      super.authenticate(request);
    } else if (verdict.unavailable) {
      this.error(new RevocationUnknown(verdict.retryAfterMs));
    } else {
      this.refuse(invalidToken(verdict.reason.code));
    }
  }

  private refuse({ headers, status }: DoorRefusal): void {
    this.fail(headers['www-authenticate'] ?? '', status);
  }
}

/** The token was accepted a moment ago, so its header is well-formed and its key was in the set. */
async function pemFor(token: string, keys: VerificationKeys): Promise<string> {
  const header: unknown = JSON.parse(Buffer.from(token.split('.', 1).join(), 'base64url').toString());
  const { kid } = header as { readonly kid: string };
  const key = await keys.byKid(kid);
  if (!key) throw new Error(`key ${kid} has left the key set`);
  return key.key.export({ format: 'pem', type: 'spki' }).toString();
}
