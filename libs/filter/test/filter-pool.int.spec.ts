import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Filter, FilterKeyUnfit, FilterLimitExceeded, type Policy, restore, standardPacks } from '../src/index.js';
import { FilterPool, FilterPoolClosed, FilterPoolFull, type FilterPoolOptions } from '../src/worker/index.js';

const filter = new Filter();
const keys = { tokenise: randomBytes(64), hash: randomBytes(32) };
const policy: Policy = { scoreMin: 0, otherwise: 'tokenise', types: { EMAIL_ADDRESS: 'hash' } };
const examples = standardPacks.flatMap(({ rules }) =>
  rules.flatMap((rule) => rule.examples.map((example) => example.replace(/[⟦⟧]/g, ''))),
);
const LONG = `${'nothing to see here. '.repeat(10_000)}card 4111 1111 1111 1111`;

const pools: FilterPool[] = [];
/** Everything goes to a thread, unless said otherwise. */
function pool(options: FilterPoolOptions = {}): FilterPool {
  const made = new FilterPool({ inlineLengthMax: 0, ...options });
  pools.push(made);
  return made;
}
afterEach(async () => {
  await Promise.all(pools.splice(0).map((each) => each.close()));
});

describe('a filter pool', () => {
  it('gives what the filter gives, of texts and of JSON, under the keys of the caller', async () => {
    const piece = fc.oneof(
      fc.constantFrom(...examples),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constant('\ud83d'),
    );
    const text = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(' '));
    const threads = pool({ threads: 2 });
    await fc.assert(
      fc.asyncProperty(text, async (input) => {
        expect(await threads.text(input, policy, { keys })).toEqual(filter.text(input, policy, keys));
        const value = { note: input, list: [input, 4111111111111111, null] };
        expect(await threads.json(value, policy, { keys })).toEqual(filter.json(value, policy, keys));
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('restores what the filter restores, in a thread and in place, under every version of a key', async () => {
    const ring = { current: 2, versions: new Map([keys.tokenise, randomBytes(64)].map((key, at) => [at + 1, key])) };
    const made = await pool().text(`card 4111 1111 1111 1111, bob@example.com`, policy, {
      keys: { ...keys, tokenise: ring },
    });
    const value = { [made.output ?? '']: [made.output, 7] };
    const expected = restore(value, { tokenise: ring }, { types: ['CREDIT_CARD'] });
    expect(expected.restored).toEqual({ CREDIT_CARD: 2 });
    for (const options of [{}, { inlineLengthMax: 100_000 }]) {
      const call = { keys: { tokenise: ring }, types: ['CREDIT_CARD'] };
      await expect(pool(options).restore(value, call)).resolves.toEqual(expected);
      await expect(pool(options).restore(value, {})).rejects.toThrow('keys.tokenise is needed to restore');
    }
  });

  it('answers in the order asked, each with its own, however many are asked at once', async () => {
    const threads = pool({ threads: 2 });
    const texts = examples.slice(0, 40);
    const results = await Promise.all(texts.map((text) => threads.text(text)));
    expect(results).toEqual(texts.map((text) => filter.text(text)));
  });

  it('gives of a batch what the filter gives, an item that is too much in its place', async () => {
    const limits = { textLengthMax: 100 };
    const items = [{ text: 'alice@example.com' }, { text: 'x'.repeat(101) }, { json: [4111111111111111] }];
    expect(await pool({ limits }).batch(items)).toEqual(await new Filter({ limits }).batch(items));
  });

  it('lets others have their turn while it looks at a long text', async () => {
    const turns: string[] = [];
    const looked = pool()
      .text(LONG)
      .then(() => turns.push('looked'));
    await nextTurn();
    turns.push('other');
    await looked;
    expect(turns).toEqual(['other', 'looked']);
  });

  it('looks in place at what is short', async () => {
    const program = `
      let started = 0;
      process.on('worker', () => (started += 1));
      const pool = new FilterPool({ inlineLengthMax: 100 });
      await pool.text('alice@example.com');
      await pool.json(['alice@example.com']);
      const before = started;
      await pool.json(Array.from({ length: 10 }, () => 'alice@example.com'));
      console.log(before, started);`;
    expect(await elsewhere(program)).toBe('0 1\n');
  });

  it('refuses what the filter refuses, with the same errors, and goes on', async () => {
    const threads = pool({ limits: { textLengthMax: 100 } });
    const refused = threads.text('x'.repeat(101));
    await expect(refused).rejects.toThrow(FilterLimitExceeded);
    await expect(refused).rejects.toMatchObject({ limit: 'textLengthMax', max: 100 });
    await expect(threads.text('x', policy)).rejects.toThrow(FilterKeyUnfit);
    expect(await threads.text('x')).toMatchObject({ output: 'x' });
  });

  it('refuses at once what would be one too many to wait', async () => {
    const threads = pool({ waitingMax: 1 });
    const taken = [threads.text(LONG), threads.text(LONG)];
    await expect(threads.text(LONG)).rejects.toThrow(FilterPoolFull);
    expect(await Promise.all(taken)).toHaveLength(2);
  });

  it('lets go of whoever gives up, while waiting and while being served', async () => {
    const threads = pool({ waitingMax: 1 });
    const [served, waiting] = [new AbortController(), new AbortController()];
    const first = threads.text(LONG, undefined, { signal: served.signal });
    const second = threads.text(LONG, undefined, { signal: waiting.signal });
    waiting.abort(new Error('no longer wanted'));
    served.abort(new Error('no longer here'));
    await expect(first).rejects.toThrow('no longer here');
    await expect(second).rejects.toThrow('no longer wanted');
    expect(await threads.text('mail alice@example.com')).toMatchObject({ output: 'mail [EMAIL_ADDRESS]' });
    await expect(threads.text('x', undefined, { signal: served.signal })).rejects.toThrow('no longer here');
  });

  it('loses with a thread that dies the input that it had, and no other', async () => {
    const program = `
      process.once('worker', (thread) => thread.terminate());
      const pool = new FilterPool({ inlineLengthMax: 0 });
      const [lost, next] = await Promise.allSettled([pool.text('one'), pool.text('alice@example.com')]);
      console.log(lost.reason.name, next.value.output);`;
    expect(await elsewhere(program)).toBe('FilterThreadEnded [EMAIL_ADDRESS]\n');
  });

  it('refuses, once closed, what it had and what comes', async () => {
    const threads = pool();
    const had = Promise.allSettled([threads.text(LONG), threads.text(LONG)]);
    await threads.close();
    for (const outcome of await had)
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(FilterPoolClosed) as unknown });
    await expect(threads.text('x')).rejects.toThrow(FilterPoolClosed);
  });

  it.each(['await pool.close();', ''])('keeps no process alive that is done (%j)', async (last) => {
    const program = `
      const pool = new FilterPool({ inlineLengthMax: 0 });
      console.log((await pool.text('alice@example.com')).output);
      ${last}`;
    expect(await elsewhere(program)).toBe('[EMAIL_ADDRESS]\n');
  });

  it.each([{ threads: 0 }, { threads: 1.5 }, { waitingMax: -1 }, { inlineLengthMax: Number.NaN }])(
    'is not made with %j, and says which of them it is',
    (options) => {
      expect(() => new FilterPool(options)).toThrow(new RegExp(`^${Object.keys(options)[0] ?? ''} must be`));
    },
  );
});

/** What a program of its own prints, as built: `process` here is not that of Node.js, and never ends. */
async function elsewhere(program: string): Promise<string> {
  const code = `import { FilterPool } from '@strongroom/filter/worker';${program}`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: join(import.meta.dirname, '..'),
  });
  return stdout;
}
