import { type Filtered } from '@strongroom/contracts';

/** An answer has to fit into one message of the wire, which ends at 4 MiB. */
export const ANSWER_BYTES_MAX = 3 * 1_048_576;

/** How long a result is on the wire. A finding takes a third of a kilobyte, so a megabyte of them does not fit. */
export function answerBytes(result: Filtered): number {
  return Buffer.byteLength(JSON.stringify(result));
}
