import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import { fault } from '@strongroom/contracts';
import { systemClock, type Clock } from '@strongroom/kernel';
import { statementSchema, type Statement } from './statement-schema.js';
import { type SecurityContext } from './security-context.js';

export interface StatementKey {
  readonly keyId: string;
  readonly key: KeyObject;
}

/** The keys that two services share and nobody else holds. */
export interface StatementKeys {
  current(peer: string): Promise<StatementKey> | StatementKey;
  byId(peer: string, keyId: string): Promise<StatementKey | undefined> | StatementKey | undefined;
}

const LIFETIME_MS = 60_000;
const CLOCK_SKEW_MS = 5_000;
/** Keeps a signature made here from meaning anything where else the same pair of keys is used. */
const PURPOSE = 'strongroom security-context v1\0';

/**
 * The security context as it travels between two services: `<claims>.<key id>.<HMAC-SHA-256>`, base64url, good for one
 * audience and at most a minute.
 */
export class ContextStatements {
  constructor(
    private readonly self: string,
    private readonly keys: StatementKeys,
    private readonly clock: Clock = systemClock,
  ) {}

  async seal(context: SecurityContext, audience: string): Promise<string> {
    const nowMs = this.clock.nowMs();
    const statement: Statement = { iss: this.self, aud: audience, iat: nowMs, exp: nowMs + LIFETIME_MS, context };
    const { keyId, key } = await this.keys.current(audience);
    const signed = `${Buffer.from(JSON.stringify(statement)).toString('base64url')}.${keyId}`;
    return `${signed}.${mac(key, signed).toString('base64url')}`;
  }

  /** The context that `issuer` stated for us. Throws `err:access:unauthenticated:token` on anything else. */
  async open(sealed: string, issuer: string): Promise<SecurityContext> {
    const [body, keyId, signature, ...rest] = sealed.split('.');
    if (body === undefined || keyId === undefined || signature === undefined || rest.length > 0)
      throw refused('its form is wrong');
    const found = await this.keys.byId(issuer, keyId);
    if (found === undefined) throw refused('its key is not known');
    const expected = mac(found.key, `${body}.${keyId}`);
    const given = Buffer.from(signature, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw refused('its signature is wrong');
    const statement = statementSchema.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString()));
    if (!statement.success) throw refused('its claims are wrong');
    const { iss, aud, iat, exp, context } = statement.data;
    const nowMs = this.clock.nowMs();
    if (iss !== issuer || aud !== this.self) throw refused('it is for somebody else');
    if (exp - iat > LIFETIME_MS || iat > nowMs + CLOCK_SKEW_MS || exp < nowMs - CLOCK_SKEW_MS)
      throw refused('it has expired');
    return context;
  }
}

function mac(key: KeyObject, signed: string): Buffer {
  return createHmac('sha256', key).update(PURPOSE).update(signed).digest();
}

function refused(detail: string): Error {
  return fault('err:access:unauthenticated:token', {
    message: 'the statement of who is asking was refused',
    detail: `security context refused: ${detail}`,
  });
}
