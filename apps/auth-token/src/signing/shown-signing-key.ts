import { type listSigningKeys, type Output } from '@strongroom/contracts';
import { type ShownKeyRow } from './signing-key.store.js';

type Shown = Output<typeof listSigningKeys>['signing_keys'][number];

export function shownSigningKey({ kid, state, recordedAt, signsFrom, notAfter }: ShownKeyRow): Shown {
  return {
    kid,
    state,
    published_at: recordedAt.toISOString(),
    signs_from: signsFrom?.toISOString() ?? null,
    published_until: notAfter?.toISOString() ?? null,
  };
}
