import { z } from 'zod';
import { type SecurityContext } from './security-context.js';

const actor = z.strictObject({
  type: z.enum(['user', 'service', 'client', 'api_key', 'agent', 'system']),
  id: z.string().min(1),
});

const context = z.strictObject({
  tenant: z.string().min(1),
  actor,
  actorChain: z.array(actor),
  scopes: z.array(z.string()),
  credential: z
    .strictObject({
      jti: z.string().min(1),
      subject: z.string().min(1),
      client: z.string().min(1),
      session: z.string().min(1).exactOptional(),
      family: z.string().min(1).exactOptional(),
      key: z.string().min(1).exactOptional(),
      services: z.array(z.string().min(1)).exactOptional(),
      pos: z.int().nonnegative(),
      expiresAtMs: z.int().positive(),
    })
    .exactOptional(),
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
  ip: z.string().exactOptional(),
  userAgent: z.string().exactOptional(),
});

/** What one service states to another about who is asking. Times are Unix milliseconds. */
export interface Statement {
  readonly iss: string;
  readonly aud: string;
  readonly iat: number;
  readonly exp: number;
  readonly context: SecurityContext;
}

export const statementSchema: z.ZodType<Statement> = z.strictObject({
  iss: z.string().min(1),
  aud: z.string().min(1),
  iat: z.int().nonnegative(),
  exp: z.int().nonnegative(),
  context,
});
