import { z } from 'zod';

/** What names the one thing that it ends. */
export const targetedScopes = [
  'token',
  'session',
  'family',
  'key',
  'subject',
  'client',
  'service',
  'tenant',
  'signing_key',
] as const;

/** An emergency stop is not among them: it is decided when it is needed, and stands until it is lifted. */
export const schedulableScopes = [...targetedScopes, 'global'] as const;
export type SchedulableScope = (typeof schedulableScopes)[number];

/** Of those, what ends as much as a tenant at once: today every token of one is for the same service. */
export const scopesOfEmergency: ReadonlySet<unknown> = new Set<SchedulableScope>([
  'service',
  'tenant',
  'signing_key',
  'global',
]);

/**
 * What one entry of the log ends: a token; all that rests on a session, a refresh family, an API key, a subject, a client or a
 * tenant, all that is for a service, or all there is, up to the entry's place; all that a signing key ever signed. A `stop` ends
 * everything and lets nothing new live until a `lift`.
 */
export const revocableScopes = [...schedulableScopes, 'stop', 'lift'] as const;
export type RevocableScope = (typeof revocableScopes)[number];

export const revocationReasons = [
  'user_request',
  'compromised',
  'rotated',
  'expired',
  'policy_violation',
  'admin',
  'account_closed',
  'suspicious_activity',
  'superseded',
  'emergency',
] as const;
export type RevocationReason = (typeof revocationReasons)[number];

/**
 * Ids compared character by character: as the token's `sub`, `client_id`, `sid`, `family`, `api_key_id`, `tenant`, one of its `aud`, or its
 * header's `kid` has them.
 */
export const revocableId = z.string().min(1).max(256);

/** A `jti` of ours. In small letters, as tokens carry it: the log knows ids by their hash. */
export const tokenId = z.uuid().toLowerCase();

/** A place in the log: `generation * 2^40 + n`, n counting from 1. */
export const logSeq = z.int().positive();

/** The service that a token is for, where the caller knows it. */
export const serviceName = z.string().min(1).max(256).optional();

export const revocationFields = {
  reason: z.enum(revocationReasons),
  /** For people who read the log later. Put no secret into it. */
  note: z.string().max(500).optional(),
  /** What the caller's own systems know it by: a ticket, a case. Put no secret into it. */
  metadata: z
    .record(z.string().min(1).max(64), z.string().max(256))
    .refine((given) => Object.keys(given).length <= 16, 'must have 16 members at most')
    .optional(),
};

/**
 * `sealed`: the revocation has its place in the log, and guards learn of it now. `pending`: it is committed and will be
 * sealed, but was not within the time this call may take; ask GET /v1/revocations/{revocation_id}.
 */
export const revocationOutcome = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('sealed'),
    revocation_id: z.uuid(),
    seq: logSeq,
    sealed_at: z.iso.datetime(),
  }),
  z.strictObject({ status: z.literal('pending'), revocation_id: z.uuid() }),
]);

/** A revocation as it stands in the log. */
export const revocation = z.strictObject({
  revocation_id: z.uuid(),
  status: z.enum(['sealed', 'pending']),
  seq: logSeq.nullable(),
  scope: z.enum(revocableScopes),
  target: z.string(),
  reason: z.enum(revocationReasons),
  note: z.string().nullable(),
  service_name: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
  revoked_by: z.strictObject({ type: z.string(), id: z.string() }),
  recorded_at: z.iso.datetime(),
  sealed_at: z.iso.datetime().nullable(),
  /** Until when guards keep the entry: by then everything it ends has expired by itself. */
  expires_at: z.iso.datetime(),
});
