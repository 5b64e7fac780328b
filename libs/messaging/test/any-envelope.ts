import fc from 'fast-check';
import { type Envelope, type Kind, kindNumbers, priorities } from '../src/envelope/envelope.js';
import { statusNumbers, type StatusCode } from '../src/status.js';

// U+FFFD often: it is also what decoding puts where it finds no UTF-8.
const codePoint = fc.oneof(fc.constant('\uFFFD'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }));
const text = fc.string({ unit: codePoint, maxLength: 40 });
const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,20}$/);
/** What a signer may write: every kind, and text of any code points in every field that is no name. */
export const anyEnvelope: fc.Arbitrary<Envelope> = fc.record({
  kind: fc.constantFrom(...(Object.keys(kindNumbers) as Kind[])),
  priority: fc.constantFrom(...priorities),
  status: fc.constantFrom(...(Object.keys(statusNumbers) as StatusCode[])),
  id: fc.uuid(),
  about: fc.uuid(),
  deadlineMs: fc.nat({ max: 2 ** 48 - 1 }),
  ...{ sender: name, audience: name, replyTo: name },
  ...{ keyId: text, pattern: text, idempotencyKey: text, traceparent: text, contentType: text, contentEncoding: text },
  ...{ metadata: text, securityContext: text },
  body: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
});
