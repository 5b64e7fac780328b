import { DomainError } from '@strongroom/kernel';

/** What somebody else wrote: a library, the database, the frame. Returns what of it is logged; never throws. */
export type FreeText = (text: string) => string;

/** Every field that a log line may have. Ids and measures only: no body, no header, no token, no name of a person. */
export interface LogFields {
  readonly traceId?: string;
  readonly callId?: string;
  readonly pattern?: string;
  readonly tenant?: string;
  readonly actor?: string;
  readonly method?: string;
  readonly route?: string;
  readonly status?: number;
  readonly code?: string;
  readonly durationMs?: number;
  readonly count?: number;
  readonly seq?: number;
  readonly port?: number;
  readonly component?: string;
  readonly state?: string;
  readonly error?: unknown;
}

const NAMES: readonly (keyof LogFields)[] = [
  'traceId',
  'callId',
  'pattern',
  'tenant',
  'actor',
  'method',
  'route',
  'status',
  'code',
  'durationMs',
  'count',
  'seq',
  'port',
  'component',
  'state',
];

/** A copy with known fields only; an error becomes its name, code, internal detail and stack, as far as `freeText` lets them. */
export function allowListed(fields: LogFields, freeText: FreeText): Record<string, unknown> {
  const line: Record<string, unknown> = {};
  for (const name of NAMES) if (fields[name] !== undefined) line[name] = fields[name];
  if (fields.error !== undefined) line['error'] = describeError(fields.error, freeText);
  return line;
}

function describeError(error: unknown, freeText: FreeText): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const domain = error instanceof DomainError ? (error as DomainError) : undefined;
  return {
    name: error.name,
    message: freeText(error.message),
    ...(domain === undefined ? {} : { code: domain.code }),
    ...(domain?.detail === undefined ? {} : { detail: freeText(domain.detail) }),
    ...(error.stack === undefined ? {} : { stack: freeText(error.stack) }),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause, freeText) }),
  };
}
