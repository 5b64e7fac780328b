import { randomUUID } from 'node:crypto';
import { type Scenario } from '../../scenario.ts';
import { Bed } from '../bed.ts';
import { type Ground } from '../ground.ts';
import { type Token } from '../history.ts';
import { type CutOffScope, cutOffScopes } from '../scopes.ts';

const ROUNDS = 500;
/** Ends what the other scopes' rounds have minted: it has its own. */
const ALONE: CutOffScope = 'global';

export function sameInstant(ground: Ground): Scenario {
  return {
    name: 'same-instant',
    once: true,
    title: `${ROUNDS} rounds of each scope: mint A, revoke, mint B at once; A is dead, B lives`,
    run: () =>
      Bed.lend(ground, async (bed) => {
        const scopes = cutOffScopes.filter((scope) => scope !== ALONE);
        const dead = await Promise.all(scopes.map((scope) => rounds(bed, scope)));
        dead.push(await rounds(bed, ALONE));
        // Right after the return a guard may be some milliseconds behind: by now each has applied them all.
        for (const tokens of dead) await bed.used(...tokens);
      }),
  };
}

/** @returns every A */
async function rounds(bed: Bed, scope: CutOffScope): Promise<readonly Token[]> {
  const dead: Token[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const ids = {
      ...{ subject: randomUUID(), client: randomUUID(), session: randomUUID() },
      ...{ family: randomUUID(), key: randomUUID(), services: [randomUUID(), randomUUID()] },
    };
    const tenant = scope === 'tenant' ? randomUUID() : 'demo';
    // A key ends for good: the next token is signed by another.
    const before = await bed.issuer.mint({ ...ids, tenant, signingKey: randomUUID() });
    await bed.issuer.revokeForSure(scope, before);
    const after = await bed.issuer.mint({ ...ids, tenant, signingKey: randomUUID() });
    dead.push(before);
    // The next round of this one ends this round's B.
    if (scope === ALONE) await bed.used(before, after);
    else bed.useNow(before, after);
  }
  return dead;
}
