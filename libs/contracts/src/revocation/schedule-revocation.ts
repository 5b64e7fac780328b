import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { revocableId, revocationFields, schedulableScopes, scopesOfEmergency } from './revocation.js';
import { scheduledRevocation } from './scheduled-revocation.js';

/** The furthest that a revocation can be scheduled ahead. */
export const SCHEDULED_AHEAD_DAYS_MAX = 366;

/**
 * Makes a revocation later. At `effective_at`, by the database's clock, it is appended to the log like any other: it ends what
 * was issued until then, not only what is issued now. It is made within a second of that time while a replica of the service
 * runs, or as soon as one does, and once. Calls with one Idempotency-Key are one call. What takes
 * `revocation:emergency` at once (`service`, `tenant`, `signing_key`, `global`) asks for it here as well, and for the fresh proof.
 */
export const scheduleRevocation = command('revocation.scheduled.make.v1', {
  input: z
    .strictObject({
      scope: z.enum(schedulableScopes),
      /** As the token, `sid`, `family`, `api_key_id`, `aud`, `sub`, `client_id`, tenant or `kid` has it; left out where everything is meant. */
      target: revocableId.optional(),
      /** In the future, and no more than 366 days ahead. */
      effective_at: z.iso.datetime({ offset: true }),
      ...revocationFields,
    })
    .superRefine(({ scope, target }, context) => {
      const refuse = (message: string): void => {
        context.addIssue({ code: 'custom', path: ['target'], message });
      };
      if (scope === 'global') {
        if (target !== undefined) refuse('must be left out: everything is meant');
      } else if (target === undefined) refuse(`must name one ${scope}`);
      else if (scope === 'token' && !z.uuid().safeParse(target).success) refuse('must be the jti of a token');
    }),
  output: scheduledRevocation,
  errors: ['err:revocation:invalid:effective-at', 'err:revocation:conflict:idempotency-key'],
  access: allow('revocation:write'),
  deadlineMs: 5_000,
  stepUp: ({ scope }) => scopesOfEmergency.has(scope),
  duringStop: true,
  http: { method: 'POST', path: '/v1/scheduled-revocations' },
});
