import { spawn } from 'node:child_process';
import type { Machine } from '../machine.js';
import type { Say } from '../say.js';
import { ServerUnavailable } from '../server.js';

export interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const OWN_NAME = 'strongroom';

/** The system's `postgres` user, else one of our own, made on the first call. For root only. */
export async function unprivilegedUser(machine: Machine, say: Say): Promise<User> {
  const existing = (await look(machine, 'postgres')) ?? (await look(machine, OWN_NAME));
  if (existing !== undefined) return existing;
  say(`creating the system user ${OWN_NAME}, because Postgres refuses to run as root`);
  await machine.run('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    OWN_NAME,
  ]);
  const made = await look(machine, OWN_NAME);
  if (made !== undefined) return made;
  throw new ServerUnavailable(
    'postgres',
    'Postgres refuses to run as root, and no user could be made for it. Run this as another user, or set DATABASE_URL.',
  );
}

/** Whether `user` may enter a directory, or run a program: asked of the system itself, which also knows ACLs and mounts. */
export function mayEnter(user: User, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const { uid, gid } = user;
    const test = spawn('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { uid, gid, cwd: '/', stdio: 'ignore' });
    test.once('error', () => {
      resolve(false);
    });
    test.once('exit', (code) => {
      resolve(code === 0);
    });
  });
}

async function look(machine: Machine, name: string): Promise<User | undefined> {
  const uid = await machine.run('id', ['-u', name]);
  const gid = await machine.run('id', ['-g', name]);
  if (uid?.exitCode !== 0 || gid?.exitCode !== 0) return undefined;
  return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
}
