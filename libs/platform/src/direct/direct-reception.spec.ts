import { internal, query } from '@strongroom/contracts';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type Reception, type ReceivedCall } from '../doors/reception.js';
import { Logger } from '../logging/logger.js';
import { DirectReception, type DirectHandler } from './direct-reception.js';

const contract = query('revocation.test.direct.v1', {
  input: z.strictObject({}),
  output: z.strictObject({}),
  errors: [],
  access: internal(),
  deadlineMs: 5_000,
  callers: ['gateway'],
});
const handler: DirectHandler = { contract, useCase: { execute: () => Promise.resolve({}) } };

/** The answer to `body`, and the calls that went on to the use case. */
async function answerTo(
  body: string,
): Promise<{ readonly answer: unknown; readonly received: readonly ReceivedCall[] }> {
  const received: ReceivedCall[] = [];
  const reception = {
    receive: (_contract: unknown, _useCase: unknown, _body: unknown, call: ReceivedCall) => {
      received.push(call);
      return Promise.resolve({});
    },
  } as unknown as Reception;
  const logger = Logger.create({ service: 'test', instance: '1', level: 'silent', freeText: String });
  const answer = await new DirectReception(reception, logger).answer('gateway', Buffer.from(body), handler);
  return { answer: JSON.parse(answer.toString()), received };
}

function callUntil(deadlineMs: number): string {
  return JSON.stringify({ security_context: 's', deadline_ms: deadlineMs, idempotency_key: 'k', input: {} });
}

describe('a call without Redis', () => {
  it('is carried out before its deadline, and told of it as any call is', async () => {
    const deadlineMs = Date.now() + 60_000;
    const { answer, received } = await answerTo(callUntil(deadlineMs));
    expect(answer).toEqual({ output: {} });
    expect(received).toMatchObject([{ sender: 'gateway', deadlineMs, idempotencyKey: 'k', securityContext: 's' }]);
  });

  it('whose deadline has passed is not begun', async () => {
    const { answer, received } = await answerTo(callUntil(Date.now() - 1));
    expect(answer).toMatchObject({ error: { status: 'DEADLINE_EXCEEDED', code: 'err:platform:exceeded:deadline' } });
    expect(received).toEqual([]);
  });

  it.each(['{', '[]', '{"canary": 1}'])('whose body is %s is refused, not taken for our own failure', async (body) => {
    const { answer, received } = await answerTo(body);
    expect(answer).toMatchObject({ error: { status: 'INVALID_ARGUMENT' } });
    expect(received).toEqual([]);
  });
});
