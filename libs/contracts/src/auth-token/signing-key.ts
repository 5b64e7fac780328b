import { z } from 'zod';

/** What is told of a key that signs access tokens. */
export const signingKey = z.strictObject({
  /** Its thumbprint (RFC 7638). */
  kid: z.string(),
  /**
   * `next` is published and signs nothing yet, `active` signs, `overlap` verifies what it signed, `retired` has outlived all of
   * that. `revoked` was taken out of use before its time.
   */
  state: z.enum(['next', 'active', 'overlap', 'retired', 'revoked']),
  published_at: z.iso.datetime(),
  /** Of the next key: not before this. */
  signs_from: z.iso.datetime().nullable(),
  /** Of a key that signs no more: until when it was, or will be, published. */
  published_until: z.iso.datetime().nullable(),
});
