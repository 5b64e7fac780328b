import { describe, expect, it } from '@jest/globals';
import { cleanTraceparent, readTraceparent } from './traceparent.js';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';

describe('a traceparent', () => {
  it('is passed on as it came if it is valid', () => {
    expect(cleanTraceparent(`00-${traceId}-${spanId}-01`)).toBe(`00-${traceId}-${spanId}-01`);
    expect(readTraceparent(`00-${traceId}-${spanId}-00`)).toEqual({ traceId, spanId, sampled: false });
  });

  it('of a later version is passed on in ours, with the one flag that we know', () => {
    expect(cleanTraceparent(`cc-${traceId}-${spanId}-03-what-the-future-holds`)).toBe(`00-${traceId}-${spanId}-01`);
  });

  it.each([
    ['nothing', ''],
    ['a trace id of zeros', `00-${'0'.repeat(32)}-${spanId}-01`],
    ['a span id of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['the version that is forbidden', `ff-${traceId}-${spanId}-01`],
    ['capitals', `00-${traceId.toUpperCase()}-${spanId}-01`],
    ['more than version 00 has', `00-${traceId}-${spanId}-01-more`],
    ['a later version that goes on without a dash', `cc-${traceId}-${spanId}-01.more`],
    ['less than it needs', `00-${traceId}-${spanId}`],
    ['a line break', `00-${traceId}-${spanId}-01\n`],
    ['what a hostile caller may send', "00-' OR 1=1 --"],
  ])('of %s is dropped', (_what, text) => {
    expect(cleanTraceparent(text)).toBe('');
  });
});
