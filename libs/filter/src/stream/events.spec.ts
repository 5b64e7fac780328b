import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Filter } from '../filter.js';
import { FilterLimitExceeded } from '../limits.js';
import type { Policy } from '../policy/policy.js';
import type { EventsOptions } from './filter-events.js';
import { StreamBlocked } from './filter-stream.js';

const filter = new Filter();

async function filtered(
  parts: readonly (string | Buffer)[],
  policy?: Policy,
  options?: EventsOptions,
): Promise<string> {
  // Without strings as objects a stream would join its parts.
  const source = Readable.from(parts.map((part) => Buffer.from(part)));
  return (await buffer(source.pipe(filter.events(policy, options)))).toString('utf8');
}

const ends = fc.constantFrom('\n', '\r', '\r\n');
const lines = fc.constantFrom(
  ...['data: mail alice@example.com', 'data:alice@', 'data: example.com', 'data', 'event: alice@example.com', 'id: 1'],
  ...[
    ': ping',
    ':alice@example.com',
    'odd: alice@example.com',
    'retry: 5',
    'data: {"card":',
    'data: 4111111111111111}',
  ],
  ...['data: 🙂 ４１１１１１１１１１１１１１１１', '', '', ''],
);

describe('a stream of events', () => {
  it('is filtered in its data, its comments and what nobody knows; what steers the client stays', async () => {
    const text =
      ': from alice@example.com\nevent: note\nid: 7\nretry: 10\nodd: bob@example.com\ndata: mail alice@example.com\n\n';
    expect(await filtered([text])).toBe(
      ': from [EMAIL_ADDRESS]\nevent: note\nid: 7\nretry: 10\nodd: [EMAIL_ADDRESS]\ndata: mail [EMAIL_ADDRESS]\n\n',
    );
  });

  it('is read by event: a value over several lines of data is found, and lines stay lines', async () => {
    const key = [
      '-----BEGIN PRIVATE KEY-----',
      ...Array<string>(9).fill('MC4CAQAwBQYDK2VwBCIEIHq7Xv2L'.repeat(2)),
      '-----END PRIVATE KEY-----',
    ];
    const text = ['data: hi', 'data:  you', ...key.map((line) => `data: ${line}`), 'id: 1', 'data: bye'].join('\n');
    expect(await filtered([`${text}\n\n`])).toBe('data: hi\ndata:  you\ndata: [PRIVATE_KEY]\ndata: bye\nid: 1\n\n');
  });

  it('keeps the structure of JSON, and its spelling where nothing was found', async () => {
    const text = 'data: {"card": 4111111111111111}\n\ndata: {"n":  1.0}\n\n';
    expect(await filtered([text])).toBe('data: {"card":"411111******1111"}\n\ndata: {"n":  1.0}\n\n');
  });

  it('gives the same however the bytes are split', async () => {
    const streams = fc.array(fc.tuple(lines, ends), { maxLength: 12 }).map((all) => all.flat().join(''));
    await fc.assert(
      fc.asyncProperty(streams, fc.integer({ min: 1, max: 40 }), async (text, size) => {
        const bytes = Buffer.from(text);
        const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
          bytes.subarray(index * size, (index + 1) * size),
        );
        expect(await filtered(parts)).toBe(await filtered([text]));
      }),
      { numRuns: 200 },
    );
  });

  it('means the same whatever ends its lines, with a mark of the byte order or not', async () => {
    const text = 'data: a\ndata: b\n\n: c\n\n';
    for (const end of ['\r', '\r\n']) expect(await filtered([`\ufeff${text.replaceAll('\n', end)}`])).toBe(text);
  });

  it('gives an event as soon as it is complete, and drops one that never is', async () => {
    const events = filter.events();
    events.write('data: a\n\ndata: alice@');
    expect(String(events.read())).toBe('data: a\n\n');
    events.end('example.com\n');
    expect((await buffer(events)).toString()).toBe('');
  });

  it('tells what it found, and fails where something is blocked with all events before given', async () => {
    const found: string[] = [];
    const onEntities: EventsOptions['onEntities'] = (entities) => found.push(...entities.map(({ type }) => type));
    const policy: Policy = { scoreMin: 0.5, otherwise: 'redact', types: { CREDIT_CARD: 'block' } };
    const text = ['data: alice@example.com\n\n', 'data: {"card":4111111111111111}\n\n'];
    await expect(filtered(text, policy, { onEntities })).rejects.toThrow(StreamBlocked);
    expect(found).toEqual(['EMAIL_ADDRESS', 'CREDIT_CARD']);
  });

  it('holds no more of an event than a text may have', async () => {
    const small = new Filter({ limits: { textLengthMax: 20 } });
    const source = Readable.from([Buffer.from('data: 0123456789\n'), Buffer.from('data: 0123456789\n')]);
    await expect(buffer(source.pipe(small.events()))).rejects.toThrow(FilterLimitExceeded);
  });
});
