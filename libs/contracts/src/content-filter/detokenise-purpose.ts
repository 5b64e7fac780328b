import { z } from 'zod';

/** Such as `refunds`: what somebody wants the values for. */
export const purposeName = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);

const actor = z.strictObject({ type: z.string().min(1).max(100), id: z.string().min(1).max(200) });

/** For what tokens may be undone: which types of values, and by whom. */
export const detokenisePurpose = z.strictObject({
  purpose: purposeName,
  types: z.array(z.string()).min(1).max(500),
  /** Clients and people, as in the audit log. Nobody else may name the purpose; of none at all, nobody may. */
  actors: z.array(actor).max(100),
});
export type DetokenisePurpose = z.output<typeof detokenisePurpose>;
