import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { self } from '@strongroom/provisioning';
import { claimUp, readUpState, releaseUp } from '../src/up/up-state.js';
import { temporaryRoot, type TemporaryRoot } from './temporary-root.js';

describe('who keeps the system up', () => {
  let place: TemporaryRoot;
  beforeEach(async () => {
    place = await temporaryRoot();
  });
  afterEach(() => place.remove());

  it('is one of all that try at the same time', async () => {
    const claims = await Promise.all(Array.from({ length: 8 }, () => claimUp(place.root, 1)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await readUpState(place.root)).toEqual({ supervisor: self(), replicas: 1 });
  });

  it('is nobody once it is released', async () => {
    await claimUp(place.root, 1);
    await releaseUp(place.root);
    expect(await readUpState(place.root)).toBeUndefined();
  });

  it('is nobody after a supervisor was killed, also if its pid is taken again', async () => {
    await mkdir(join(place.root, '.strongroom'));
    const gone = { supervisor: { ...self(), startedAt: 'before' }, replicas: 2 };
    await writeFile(join(place.root, '.strongroom', 'up.json'), JSON.stringify(gone));
    expect(await readUpState(place.root)).toBeUndefined();
    expect(await claimUp(place.root, 1)).toBe(true);
  });
});
