import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort, identify } from '@strongroom/provisioning';
import { allReady } from '../src/supervisor/all-ready.js';
import { PortTaken, SupervisedProcess } from '../src/supervisor/supervised-process.js';
import { temporaryRoot, type TemporaryRoot } from './temporary-root.js';

const READY_WITHIN_MS = 25_000;
const serving = `require('http').createServer((_, r) => r.end('ok')).listen(process.env.PORT, '127.0.0.1');`;
const never = new AbortController().signal;

describe('SupervisedProcess', () => {
  let place: TemporaryRoot;
  let said: string[];
  let supervised: SupervisedProcess;

  beforeEach(async () => {
    place = await temporaryRoot();
    said = [];
  });
  afterEach(async () => {
    await supervised.end();
    expect(await place.records()).toEqual([]);
    await place.remove();
  });

  async function supervise(script: string): Promise<SupervisedProcess> {
    const url = `http://127.0.0.1:${await freePort()}`;
    const env = { PORT: new URL(url).port };
    const about = { name: 'thing-1', what: 'thing', replica: 1, url, probe: { url, answer: 'ok' } } as const;
    supervised = new SupervisedProcess(
      { ...about, file: process.execPath, args: ['-e', script], env },
      { root: place.root, say: (line) => said.push(line), endWithinMs: 5_000 },
    );
    supervised.start();
    return supervised;
  }

  it('starts a crashed process again, says so, and it serves as before', async () => {
    const thing = await supervise(serving);
    await thing.ready(READY_WITHIN_MS, never);
    const first = thing.pid ?? 0;
    process.kill(first, 'SIGKILL');
    const ended = new Promise<void>((resolve) => {
      const look = (): void => {
        if (thing.restarts > 0) resolve();
        else setTimeout(look, 10);
      };
      look();
    });
    await ended;
    await thing.ready(READY_WITHIN_MS, never);
    expect(thing.pid).not.toBe(first);
    expect(said).toEqual([expect.stringContaining('thing-1 ended (SIGKILL) and is started again in 0.5 s')]);
  });

  it('gives the process nothing of our own environment', async () => {
    const thing = await supervise(`console.log('env', Object.keys(process.env).join()); ${serving}`);
    await thing.ready(READY_WITHIN_MS, never);
    expect(await readFile(thing.logFile, 'utf8')).toBe('env PORT\n');
  });

  it('does not press a process that refuses its configuration, and shows what it said', async () => {
    const thing = await supervise(`console.error('PORT: must be prettier'); process.exit(2);`);
    const ready = thing.ready(READY_WITHIN_MS, never);
    await expect(ready).rejects.toMatchObject({ exitCode: 2 });
    await expect(ready).rejects.toThrow('PORT: must be prettier');
    expect(thing.restarts).toBe(0);
  });

  it('says so when its port was taken meanwhile, and is not fooled for good by who answers there', async () => {
    const thing = await supervise(serving);
    await thing.ready(READY_WITHIN_MS, never);
    const second = new SupervisedProcess(
      { ...thing.plan, name: 'thing-2' },
      { root: place.root, say: () => undefined, endWithinMs: 5_000 },
    );
    second.start();
    // The first one answers in its place, so it looks ready.
    await second.ready(READY_WITHIN_MS, never);
    await expect(second.givenUp()).rejects.toBeInstanceOf(PortTaken);
    await second.end();
  });

  it('does not let others wait for one that cannot start, though somebody answers in its place', async () => {
    const thing = await supervise(serving);
    await thing.ready(READY_WITHIN_MS, never);
    const terms = { root: place.root, say: () => undefined, endWithinMs: 5_000 };
    const second = new SupervisedProcess({ ...thing.plan, name: 'thing-2' }, terms);
    const nowhere = `http://127.0.0.1:${await freePort()}`;
    const waiting = { ...thing.plan, name: 'thing-3', args: ['-e', 'setInterval(() => {}, 1000);'] };
    const third = new SupervisedProcess({ ...waiting, probe: { url: nowhere, answer: 'ok' } }, terms);
    for (const process of [second, third]) process.start();
    await expect(allReady([second, third], READY_WITHIN_MS, never)).rejects.toBeInstanceOf(PortTaken);
    await Promise.all([second.end(), third.end()]);
  });

  it('is not waited for any longer once it is ended', async () => {
    const thing = await supervise('setInterval(() => {}, 1000);');
    const ready = thing.ready(READY_WITHIN_MS, never);
    await Promise.all([expect(ready).rejects.toThrow('was ended before it served'), thing.end()]);
  });

  it('gives up a process that does not serve in time', async () => {
    const thing = await supervise('setInterval(() => {}, 1000);');
    await expect(thing.ready(300, never)).rejects.toThrow('does not serve after 300 ms');
  });

  it('stops waiting as soon as somebody asks to stop', async () => {
    const thing = await supervise('setInterval(() => {}, 1000);');
    const stopping = new AbortController();
    const ready = thing.ready(READY_WITHIN_MS, stopping.signal);
    stopping.abort();
    await expect(ready).rejects.toMatchObject({ exitCode: 130 });
  });

  it('kills a process that does not heed the order to end', async () => {
    const thing = await supervise(`process.on('SIGTERM', () => {}); ${serving}`);
    await thing.ready(READY_WITHIN_MS, never);
    const pid = thing.pid ?? 0;
    await thing.end();
    expect(identify(pid)).toBeUndefined();
  });

  it('ends, and stays ended, also between a crash and the next start', async () => {
    const thing = await supervise('process.exit(1)');
    await thing.end();
    await thing.end();
    expect(await place.records()).toEqual([]);
  });
});
