const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** What a `traceparent` names. */
export interface TraceParent {
  readonly traceId: string;
  readonly spanId: string;
  readonly sampled: boolean;
}

/**
 * Reads a `traceparent` (W3C Trace Context, section 3.2). One that is not valid is none: undefined, never an error. Of later
 * versions it reads what this one knows.
 */
export function readTraceparent(text: string | undefined): TraceParent | undefined {
  if (text === undefined || text === '') return undefined;
  const [, version, traceId = '', spanId = '', flags = '', rest] = TRACEPARENT.exec(text) ?? [];
  if (version === undefined || version === 'ff' || (version === '00' && rest !== undefined)) return undefined;
  if (isZero(traceId) || isZero(spanId)) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

export function writeTraceparent({ traceId, spanId, sampled }: TraceParent): string {
  return `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
}

/** The same in the version that we speak; empty if it is not valid, so that nobody's junk is passed on. */
export function cleanTraceparent(text: string | undefined): string {
  const read = readTraceparent(text);
  return read === undefined ? '' : writeTraceparent(read);
}

function isZero(hex: string): boolean {
  return /^0+$/.test(hex);
}
