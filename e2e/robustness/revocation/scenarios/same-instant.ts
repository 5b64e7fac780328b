import { randomUUID } from 'node:crypto';
import { type Scenario } from '../../scenario.ts';
import { Bed } from '../bed.ts';
import { type Ground } from '../ground.ts';
import { type CutOffScope, cutOffScopes } from '../scopes.ts';

const ROUNDS = 500;
/** Ends what the other scopes' rounds have minted: it has its own. */
const ALONE: CutOffScope = 'global';

export function sameInstant(ground: Ground): Scenario {
  return {
    name: 'same-instant',
    title: `${ROUNDS} rounds of each scope: mint A, revoke, mint B at once; A is dead, B lives`,
    run: () =>
      Bed.lend(ground, async (bed) => {
        await Promise.all(cutOffScopes.filter((scope) => scope !== ALONE).map((scope) => rounds(bed, scope)));
        await rounds(bed, ALONE);
      }),
  };
}

async function rounds(bed: Bed, scope: CutOffScope): Promise<void> {
  const tenant = scope === 'tenant' ? 'acme' : 'demo';
  const ids = { subject: randomUUID(), client: randomUUID(), session: randomUUID() };
  for (let round = 0; round < ROUNDS; round += 1) {
    // A key ends for good: the next token is signed by another.
    const before = await bed.issuer.mint({ ...ids, tenant, signingKey: randomUUID() });
    const isSealed = await bed.issuer.revoke(scope, before);
    if (!isSealed) throw new Error(`a revocation of a ${scope} was not sealed, though nothing was broken`);
    const after = await bed.issuer.mint({ ...ids, tenant, signingKey: randomUUID() });
    bed.useNow(before, after);
  }
}
