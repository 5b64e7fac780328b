import { setTimeout as pause } from 'node:timers/promises';
import { seeded } from '../../random.ts';
import { type OwnProcess } from '../../own-process.ts';
import { type Scenario } from '../../scenario.ts';
import { Bed } from '../bed.ts';
import { type Ground } from '../ground.ts';
import { type Token } from '../history.ts';
import { underLoad } from '../load.ts';

/** Longer than the bound of every policy. */
const FROZEN_MS = 6_000;
/** Between a lift and the next stop. */
const LOGINS = 50;
const AWAY_MS = 1_500;
/** A call is cut somewhere between its arrival and its answer: sealed alone, it takes a few milliseconds. */
const CUT_WITHIN_MS = 20;
const CUT_CALLS = 3;
const LIVES_WITHIN_MS = 60_000;

/** Every guard, on every kind of route, must refuse what was issued before a lift, and let live what is issued after. */
export function emergencyStop(ground: Ground): Scenario {
  return {
    name: 'emergency-stop',
    title:
      'everything is stopped and the stop lifted: without Redis, past guards and past a service that are stopped (SIGSTOP), and by services that are killed (-9) over it',
    run: () =>
      Bed.lend(ground, (bed) =>
        underLoad(bed, async () => {
          await lifted(bed, () => withoutRedis(bed));
          await lifted(bed, () => pastFrozenGuards(bed));
          for (const service of bed.services) await lifted(bed, () => pastFrozenService(bed, service));
          const draw = seeded(bed.seed);
          for (let call = 0; call < CUT_CALLS; call += 1) await lifted(bed, () => byKilledServices(bed, draw));
        }),
      ),
  };
}

/** However `stop` ends, no stop stands behind it: the scenarios of a run share one log. */
async function lifted(bed: Bed, stop: () => Promise<void>): Promise<void> {
  for (let login = 0; login < LOGINS; login += 1) await loggedIn(bed);
  try {
    await stop();
  } finally {
    for (const guard of bed.guards.values()) guard.signal('SIGCONT');
    if (!bed.redis.isRunning) await bed.redis.start();
    for (const service of bed.services) {
      if (service.isRunning) service.thaw();
      else service.spawn();
    }
    await bed.issuer.lift();
  }
}

async function withoutRedis(bed: Bed): Promise<void> {
  const before = await loggedIn(bed);
  bed.fault('Redis killed');
  await bed.redis.kill();
  await bed.issuer.stop();
  await bed.used(before);
  const during = await loggedIn(bed);
  await pause(AWAY_MS);
  await bed.issuer.lift();
  await untilLoginsLive(bed);
  await bed.used(before, during);
}

async function pastFrozenGuards(bed: Bed): Promise<void> {
  const before = await loggedIn(bed);
  const frozen = ['feed', 'both'].flatMap((name) => bed.guards.get(name) ?? []);
  bed.fault('guards stopped, then everything');
  for (const guard of frozen) guard.signal('SIGSTOP');
  await bed.issuer.stop();
  bed.useNow(before);
  await pause(FROZEN_MS);
  for (const guard of frozen) guard.signal('SIGCONT');
  const during = await loggedIn(bed);
  bed.fault('guards stopped, then the stop lifted');
  for (const guard of frozen) guard.signal('SIGSTOP');
  await bed.issuer.lift();
  const after = await bed.issuer.mint();
  bed.useNow(before, during, after);
  await pause(AWAY_MS);
  for (const guard of frozen) guard.signal('SIGCONT');
  await untilLoginsLive(bed);
  await bed.used(before, during);
}

/** It answers nothing and refuses nothing: whoever wants everything stopped must not depend on it, sealer or not. */
async function pastFrozenService(bed: Bed, service: OwnProcess): Promise<void> {
  const before = await loggedIn(bed);
  bed.fault('service stopped, then everything');
  service.freeze();
  await bed.issuer.stop();
  await bed.used(before);
  const during = await loggedIn(bed);
  await bed.issuer.lift();
  await untilLoginsLive(bed);
  service.thaw();
  await bed.used(before, during);
}

/** The services are killed under the call, so that it may have happened; again once it is sealed; and under the lift. */
async function byKilledServices(bed: Bed, draw: () => number): Promise<void> {
  const before = await loggedIn(bed);
  await cutShort(bed, bed.issuer.stop(), draw() * CUT_WITHIN_MS);
  bed.fault('services killed while everything is stopped');
  await killServices(bed);
  bed.useNow(before);
  await pause(AWAY_MS);
  const during = await loggedIn(bed);
  spawnServices(bed);
  await bed.killGuard('more');
  await bed.guard('more', bed.redis.url);
  await bed.used(before, during);
  await cutShort(bed, bed.issuer.lift(), draw() * CUT_WITHIN_MS);
  await untilLoginsLive(bed);
  await bed.used(before, during);
}

async function cutShort(bed: Bed, call: Promise<void>, afterMs: number): Promise<void> {
  await pause(afterMs);
  bed.fault(`services killed ${afterMs.toFixed(0)} ms after a call`);
  await killServices(bed);
  spawnServices(bed);
  await call;
}

async function killServices(bed: Bed): Promise<void> {
  await Promise.all(bed.services.map((service) => service.kill()));
}

function spawnServices(bed: Bed): void {
  for (const service of bed.services) service.spawn();
}

/** A new token, which every guard has been asked about. */
async function loggedIn(bed: Bed): Promise<Token> {
  const token = await bed.issuer.mint();
  bed.share(token);
  await bed.used(token);
  return token;
}

/** The load ends everything now and then: so with a new token each time, until one lives everywhere. */
async function untilLoginsLive(bed: Bed): Promise<void> {
  const untilMs = Date.now() + LIVES_WITHIN_MS;
  for (;;) {
    const answers = await bed.used(await bed.issuer.mint());
    if (answers.every((answer) => answer === 'active')) return;
    if (Date.now() > untilMs) throw new Error(`what is issued after a lift is still answered ${answers.join()}`);
    await pause(50);
  }
}
