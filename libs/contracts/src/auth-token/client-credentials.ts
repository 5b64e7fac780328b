import { z } from 'zod';

/** RFC 6749, appendix A: `VSCHAR`, at least one. */
export const visible = z.string().regex(/^[\x20-\x7e]+$/, 'must be visible ASCII characters');

/** What a client proves itself with (RFC 6749, section 2.3.1). */
export const clientCredentials = {
  client_id: visible.max(100),
  client_secret: visible.max(200),
};
