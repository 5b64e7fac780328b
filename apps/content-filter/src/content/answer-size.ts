import { fault } from '@strongroom/contracts';

/** An answer has to fit into one message of the wire, which ends at 4 MiB. */
export const ANSWER_BYTES_MAX = 3 * 1_048_576;

/** How long a result is on the wire. A finding takes a third of a kilobyte, so a megabyte of them does not fit. */
export function answerBytes(result: object): number {
  return Buffer.byteLength(JSON.stringify(result));
}

/** The answer as it is. Throws `err:filter:exceeded:limit` when it is longer than a message holds. */
export function requireAnswerFits<T extends object>(answer: T): T {
  if (answerBytes(answer) <= ANSWER_BYTES_MAX) return answer;
  throw fault('err:filter:exceeded:limit', { message: `the answer is longer than ${ANSWER_BYTES_MAX} bytes` });
}
