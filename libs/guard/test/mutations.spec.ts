import { randomInt } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isRefused, StaticKeys, verifyJws } from '../src/index.js';
import { KnownHeaders } from '../src/jws/known-headers.js';
import { TestIssuer } from './support/issuer.js';
import { mutations, mutationNames } from './support/mutations.js';

/** How many to draw in all; `MUTATIONS=1000000` takes minutes, a run of the tests takes fewer. */
const MUTATIONS = Number(process.env['MUTATIONS'] ?? 4_000);
/** Draws the same again; what it was is printed with the result. */
const SEED = Number(process.env['MUTATIONS_SEED'] ?? randomInt(2 ** 31));
const TIMEOUT_MS = 600_000;
const PER_PROPERTY_MIN = 100;

const issuers = [new TestIssuer('RS256'), new TestIssuer('ES256'), new TestIssuer('EdDSA')];
const tokens = issuers.map((issuer) => issuer.issue());
const keys = new StaticKeys(issuers.map(({ key }) => key));

/** As a verifier of many tokens has them: the headers of the good ones are known. */
const headers = new KnownHeaders();

async function accepts(jws: string): Promise<boolean> {
  const [read, known] = [await verifyJws(jws, keys, 16_384), await verifyJws(jws, keys, 16_384, headers)];
  expect(isRefused(known)).toBe(isRefused(read));
  return !isRefused(read);
}

const total = { judged: 0, accepted: 0 };

afterAll(() => {
  process.stdout.write(`accepted ${total.accepted} of ${total.judged} (seed ${SEED})\n`);
});

describe(`${MUTATIONS} other encodings of good tokens`, () => {
  it('are judged beside the tokens themselves, which are accepted', async () => {
    for (const token of tokens) expect(await accepts(token)).toBe(true);
  });

  it.each(mutationNames)(
    'are not accepted: %s',
    async (name) => {
      const numRuns = Math.max(PER_PROPERTY_MIN, Math.ceil(MUTATIONS / mutationNames.length));
      const altered = fc.constantFrom(...tokens).chain((token) =>
        mutations[name](token)
          .filter((other) => other !== token)
          .map((other) => ({ token, other })),
      );
      let judged = 0;
      await fc.assert(
        fc.asyncProperty(altered, async ({ other }) => {
          judged++;
          total.judged++;
          const accepted = await accepts(other);
          if (accepted) total.accepted++;
          expect(accepted).toBe(false);
        }),
        { numRuns, seed: SEED },
      );
      expect(judged).toBe(numRuns);
    },
    TIMEOUT_MS,
  );
});
