import { readFile } from 'node:fs/promises';
import { serviceOf } from '../../e2e/support/processes.ts';
import { makeRoot, removeRoot, startSystem, stopSystem, type System } from '../../e2e/support/system.ts';

/** A whole system as `strongroom up` starts it, one process a service, for one contestant alone. */
export interface OwnSystem extends System {
  /** CPU time that the one process of a service has used so far, microseconds. */
  cpuUs(service: string): Promise<number>;
  /** With what `up` has started the one process of a service. */
  environmentOf(service: string): Promise<Readonly<Record<string, string>>>;
  close(): Promise<void>;
}

/** Linux counts a process's CPU time in hundredths of a second, whatever the clock of its kernel. */
const TICK_US = 10_000;

/** The build must be there: `up` runs what `npm run build` has made. */
export async function openSystem(): Promise<OwnSystem> {
  const root = await makeRoot();
  const close = async (): Promise<void> => {
    await stopSystem(root);
    await removeRoot(root);
  };
  try {
    const system = await startSystem(root, 1);
    return {
      ...system,
      cpuUs: async (service) => cpuUsOf(await serviceOf(root, service)),
      environmentOf: async (service) => environmentOf(await serviceOf(root, service)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** `utime` and `stime`, the 14th and 15th field of proc_pid_stat(5); the second, in brackets, may hold spaces. */
async function cpuUsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) * TICK_US;
}

async function environmentOf(pid: number): Promise<Readonly<Record<string, string>>> {
  const variables = (await readFile(`/proc/${pid}/environ`, 'utf8')).split('\0').filter(Boolean);
  return Object.fromEntries(
    variables.map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]),
  );
}
