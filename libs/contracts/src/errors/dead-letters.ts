import { type ErrorRow } from './error-row.js';

/** Errors of dead letters, the same in every service that has some. */
export const deadLetterErrors = {
  'err:dead-letters:unknown:letter': {
    status: 'NOT_FOUND',
    title: 'There is no such dead letter',
    happened:
      'The service has no dead letter with this id that you may see: it was put back or purged, or it is another tenant’s.',
    fix: 'List the dead letters of the service. To see those of every tenant, the scope dead-letters:all-tenants is needed.',
  },
} as const satisfies Record<`err:${string}:${string}:${string}`, ErrorRow>;
