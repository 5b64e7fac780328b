import { fault } from '@strongroom/contracts';
import { describe, expect, it } from '@jest/globals';
import { problemOf } from './problem.js';

const traceId = '0af7651916cd43dd8448eb211c80319c';

describe('problemOf', () => {
  it('names code, field and rule, and links the page of the code', () => {
    const { status, body } = problemOf(
      fault('err:request:invalid:schema', {
        message: '/qty: Too small: expected number to be >=1',
        fields: [{ pointer: '/qty', rule: 'Too small: expected number to be >=1' }],
      }),
      traceId,
    );
    expect(status).toBe(400);
    expect(body).toEqual({
      type: '/errors/request/invalid/schema',
      title: 'The request does not fit its schema',
      status: 400,
      detail: '/qty: Too small: expected number to be >=1',
      code: 'err:request:invalid:schema',
      retryable: false,
      trace_id: traceId,
      errors: [{ pointer: '/qty', rule: 'Too small: expected number to be >=1' }],
    });
  });

  it('says nothing of an unexpected error but the trace id', () => {
    const { status, body } = problemOf(new Error('password=canary-91 at /srv/app.js:3'), traceId);
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('canary');
    expect(body.trace_id).toBe(traceId);
  });

  it('says when to try again', () => {
    const { headers, body } = problemOf(
      fault('err:platform:unavailable:database', { message: 'the database cannot be reached', retryAfterMs: 2_400 }),
      traceId,
    );
    expect(headers['retry-after']).toBe('3');
    expect(body.retryable).toBe(true);
  });

  it('tells a client that brought no credentials the scheme and nothing more', () => {
    const { headers } = problemOf(fault('err:access:unauthenticated:token', { message: 'no token' }), traceId, false);
    expect(headers['www-authenticate']).toBe('Bearer');
  });

  it('challenges a client without a good token, in characters that a header may hold', () => {
    const { headers } = problemOf(
      fault('err:access:unauthenticated:token', { message: 'refused: "expired"\n' }),
      traceId,
    );
    expect(headers['www-authenticate']).toBe('Bearer error="invalid_token", error_description="refused:  expired  "');
  });
});
