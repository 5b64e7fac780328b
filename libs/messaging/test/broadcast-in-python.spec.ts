import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyBroadcast } from './any-broadcast.js';
import { broadcastVector, broadcastVectors } from './broadcast-vectors.js';
import { python } from './python.js';

const published = fileURLToPath(new URL('broadcast-vectors.json', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'broadcast-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function checked(vectors: object): ReturnType<typeof python> {
  const file = join(folder, 'vectors.json');
  await writeFile(file, JSON.stringify(vectors));
  return python('broadcast.py', file);
}

describe('docs/broadcast.py', () => {
  it('writes and reads the published vectors, and refuses those to be refused, each for its reason', async () => {
    expect(await python('broadcast.py', published)).toEqual({
      exitCode: 0,
      output: '5 accepted, 19 refused, 0 faults\n',
    });
  });

  it('writes, signs and reads byte by byte what this library does, whatever the fields hold', async () => {
    const any = fc.sample(anyBroadcast, 20).map(({ batch }, index) => broadcastVector(`sample ${index}`, batch));
    expect(await checked({ accepted: any, refused: [] })).toEqual({
      exitCode: 0,
      output: '20 accepted, 0 refused, 0 faults\n',
    });
  });

  it('names the vectors that it does not agree with', async () => {
    const { accepted, refused } = broadcastVectors();
    const { exitCode, output } = await checked({
      accepted: accepted.map((each) => ({ ...each, frame: `${each.frame}00` })),
      refused: refused.map((each) => ({ ...each, reason: 'replayed' })),
    });
    expect(exitCode).toBe(1);
    for (const { name } of accepted) {
      expect(output).toContain(`${name}: another frame is written\n${name}: is not read as it was written\n`);
    }
    for (const { name } of refused) expect(output).toContain(`${name}: is not refused as replayed\n`);
    expect(output).toContain('5 accepted, 19 refused, 29 faults\n');
  });
});
