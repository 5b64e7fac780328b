import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Filter } from '../filter.js';
import { maliciousPacks } from '../packs/malicious-packs.js';
import { standardPacks } from '../packs/standard-packs.js';
import type { Policy } from '../policy/policy.js';
import type { StreamOptions } from './stream-options.js';
import type { StreamPiece } from './text-stream.js';

const packs = [...standardPacks, ...maliciousPacks];
const filter = new Filter({ packs });
const redactAll: Policy = { scoreMin: 0, otherwise: 'redact' };
const maskAll: Policy = { scoreMin: 0, otherwise: 'mask' };
const blockAll: Policy = { scoreMin: 0, otherwise: 'block' };
/** Segments so short that every value lies on many borders. */
const finest: StreamOptions = { segmentLength: 1, reachLength: 1_024 };

/** The proof has 200: `RANDOM_SPLITS=200`. */
const RANDOM_SPLITS = Number(process.env['RANDOM_SPLITS'] ?? 5);

const rules = packs.flatMap((pack) => pack.rules);
const examples = rules.flatMap((rule) => rule.examples.map((example) => example.replace(/[⟦⟧]/g, '')));
const texts = [...examples, ...rules.flatMap((rule) => rule.counterExamples)];

function streamed(parts: readonly string[], policy: Policy, options?: StreamOptions): StreamPiece {
  const stream = filter.stream(policy, options);
  const pieces = [...parts.map((part) => stream.push(part)), stream.end()];
  return {
    action: pieces.at(-1)?.action ?? 'allow',
    output: pieces.map(({ output }) => output).join(''),
    entities: pieces.flatMap(({ entities }) => entities),
  };
}

describe('a stream', () => {
  it.each(texts)('gives for %j what the whole text gives, whichever two parts it comes in', (text) => {
    const { output, entities } = filter.text(text, redactAll);
    const differs = (cut: number): boolean => {
      const split = streamed([text.slice(0, cut), text.slice(cut)], redactAll);
      return split.output !== output || !isDeepStrictEqual(split.entities, entities);
    };
    expect(Array.from({ length: text.length }, (_, cut) => cut).filter(differs)).toEqual([]);
  });

  it(`gives for each of them what the whole text gives, in ${RANDOM_SPLITS} random splits`, () => {
    const cuts = fc.sample(fc.array(fc.nat(), { minLength: 2, maxLength: 12 }), RANDOM_SPLITS);
    const wrong = texts.filter((text) => {
      const { output, entities } = filter.text(text, redactAll);
      return cuts.some((places) => {
        const split = streamed(cutAt(text, places), redactAll);
        return split.output !== output || !isDeepStrictEqual(split.entities, entities);
      });
    });
    expect(wrong).toEqual([]);
  });

  it.each(texts)('gives for %j what the whole text gives, wherever its segments meet', (text) => {
    for (const policy of [redactAll, maskAll]) {
      const whole = filter.text(text, policy);
      const { output, entities } = streamed([text], policy, finest);
      expect(output).toBe(whole.output);
      expect(entities).toEqual(whole.entities);
    }
  });

  it('gives what the whole text gives, for any text in any parts and any segments', () => {
    const joints = fc.constantFrom('', ' ', '\n', '.', '@', '%', '🙂', '４', '\u200b', '\ud83d');
    const text = fc
      .array(fc.tuple(fc.constantFrom(...examples), joints), { maxLength: 6 })
      .map((all) => all.flat().join(''));
    const options = fc.record({ segmentLength: fc.integer({ min: 1, max: 400 }), reachLength: fc.constant(4_096) });
    fc.assert(
      fc.property(text, fc.array(fc.nat()), options, (input, cuts, streamOptions) => {
        const whole = filter.text(input, redactAll);
        const { output, entities } = streamed(cutAt(input, cuts), redactAll, streamOptions);
        expect(output).toBe(whole.output);
        expect(entities).toEqual(whole.entities);
      }),
      { numRuns: 200 },
    );
  });

  it('depends on the text alone even where its reach is too short', () => {
    const options = { segmentLength: 3, reachLength: 5 };
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(fc.nat()), (text, cuts) => {
        expect(streamed(cutAt(text, cuts), maskAll, options)).toEqual(streamed([text], maskAll, options));
      }),
      { numRuns: 200 },
    );
  });

  it('holds back a segment and its reach, and no more', () => {
    const stream = filter.stream(redactAll, { segmentLength: 100, reachLength: 50 });
    let given = 0;
    for (let pushed = 0; pushed < 10_000; pushed += 10) {
      given += stream.push('0123456 9 ').output.length;
      expect(pushed + 10 - given).toBeLessThanOrEqual(150);
    }
    expect(given + stream.end().output.length).toBe(10_000);
  });

  it('lets nothing out of a segment in which something is blocked, nor anything behind it', () => {
    const stream = filter.stream(blockAll, { segmentLength: 20, reachLength: 20 });
    expect(stream.push('x'.repeat(29)).output).toBe('');
    const { action, output } = stream.push(' AKIAIOSFODNN7EXAMPLE '.padEnd(100, 'x'));
    expect({ action, output }).toEqual({ action: 'block', output: 'x'.repeat(20) });
    expect(stream.push('alice@example.com'.repeat(10))).toEqual({ action: 'block', output: '', entities: [] });
    expect(stream.end()).toEqual({ action: 'block', output: '', entities: [] });
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses segments of length %d', (segmentLength) => {
    expect(() => filter.stream(redactAll, { segmentLength })).toThrow(RangeError);
  });
});

describe('a stream of parts', () => {
  it('gives pieces that are the whole output, of any iterable', async () => {
    const pieces = await all(filter.parts(['mail ali', 'ce@exam', 'ple.com!'], redactAll));
    expect(pieces.map(({ output }) => output).join('')).toBe('mail [EMAIL_ADDRESS]!');
  });

  it('asks for no more parts once something is blocked', async () => {
    const parts = function* (): Generator<string> {
      yield 'AKIAIOSFODNN7EXAMPLE '.padEnd(100, '.');
      throw new Error('nobody needs this part');
    };
    const pieces = await all(filter.parts(parts(), blockAll, { segmentLength: 30, reachLength: 30 }));
    expect(pieces).toMatchObject([{ action: 'block', output: '' }]);
  });
});

describe('a Node.js stream', () => {
  it('gives the same bytes however the bytes are split, in the middle of characters too', async () => {
    const text = `🙂 ${examples.join(' 🙂 ')}`;
    const bytes = Buffer.from(text, 'utf8');
    const expected = filter.text(text, redactAll).output;
    for (const size of [1, 3, 7, 1_000, bytes.length]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      );
      const output = await buffer(Readable.from(chunks).pipe(filter.transform(redactAll)));
      expect(output.toString('utf8')).toBe(expected);
    }
  });

  it('tells what it found', async () => {
    const found: string[] = [];
    const transform = filter.transform(redactAll, {
      onEntities: (entities) => found.push(...entities.map(({ type }) => type)),
    });
    await buffer(Readable.from(['4111 1111 ', '1111 1111']).pipe(transform));
    expect(found).toEqual(['CREDIT_CARD']);
  });

  it('fails when something is blocked, and names its type only', async () => {
    const transform = filter.transform(blockAll);
    await expect(pipeline(Readable.from(['AKIAIOSFODNN7EXAMPLE']), transform, buffer)).rejects.toThrow(
      'the stream holds what the policy blocks: AWS_ACCESS_KEY',
    );
  });
});

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

function cutAt(text: string, cuts: readonly number[]): readonly string[] {
  const places = [...new Set([0, ...cuts.map((cut) => cut % (text.length + 1)), text.length])].sort((a, b) => a - b);
  return places.slice(1).map((place, index) => text.slice(places[index], place));
}
