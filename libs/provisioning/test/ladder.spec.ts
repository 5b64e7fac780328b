import { describe, expect, it } from '@jest/globals';
import type { Machine, Ran } from '../src/machine.js';
import { openBaoProgram } from '../src/openbao/program.js';
import { redisProgram } from '../src/redis/program.js';

/** A machine that has exactly the programs named; what is run on it is noted. */
function machineWith(programs: Readonly<Record<string, string>>, about: Partial<Machine> = {}) {
  const ran: string[] = [];
  const machine: Machine = {
    platform: 'linux',
    arch: 'riscv64',
    isRoot: false,
    run: (file, args): Promise<Ran | undefined> => {
      ran.push([file, ...args].join(' '));
      const stdout = programs[file];
      return Promise.resolve(stdout === undefined ? undefined : { exitCode: 0, stdout, stderr: '' });
    },
    ...about,
  };
  return { machine, ran };
}

const wish = { root: '/nowhere', directory: '/nowhere/data', say: () => undefined };

describe('the way to a Redis', () => {
  it('takes the first server on PATH that is new enough', async () => {
    const { machine } = machineWith({
      'valkey-server': 'Valkey server v=6.9.0 sha=0',
      'redis-server': 'Redis server v=7.0.15 sha=0',
    });
    expect(await redisProgram({ ...wish, machine })).toEqual({ origin: 'path', file: 'redis-server', args: [] });
  });

  it('goes to a container when PATH has none and no wheel fits', async () => {
    const { machine } = machineWith({ docker: '28.2.2' });
    const program = await redisProgram({ ...wish, machine });
    expect(program.origin).toBe('docker');
    expect(program.args.join(' ')).toContain('--network host');
    expect(program.args.join(' ')).toContain('/nowhere/data:/nowhere/data');
  });

  it('does not take a container engine whose daemon is away', async () => {
    const { machine } = machineWith({ docker: '' });
    await expect(redisProgram({ ...wish, machine })).rejects.toThrow('set REDIS_URL');
  });

  it('installs a package as root only, tells it beforehand, and lets it start no service', async () => {
    const programs: Record<string, string> = { 'apt-get': 'apt 2.6.1' };
    const { machine, ran } = machineWith(programs, { isRoot: true });
    const run: Machine['run'] = async (file, args, options) => {
      if (file === 'env') programs['redis-server'] = 'Redis server v=7.0.15 sha=0';
      return machine.run(file, args, options);
    };
    const told: string[] = [];
    const program = await redisProgram({ ...wish, machine: { ...machine, run }, say: (line) => told.push(line) });
    expect(program.origin).toBe('apt');
    expect(told).toEqual(['installing the package redis-server with apt-get']);
    expect(ran.find((line) => line.includes('install'))).toContain('RUNLEVEL=1');
  });

  it('names what is missing and the commands that would supply it when nothing answers', async () => {
    const { machine, ran } = machineWith({ 'apt-get': 'apt 2.6.1' });
    await expect(redisProgram({ ...wish, machine })).rejects.toThrow(/REDIS_URL[^]*apt-get install/);
    expect(ran.some((line) => line.includes(' install '))).toBe(false);
  });
});

describe('the way to an OpenBao', () => {
  it('takes a bao on PATH from 2.4 on', async () => {
    const newer = machineWith({ bao: 'OpenBao v2.7.2 (9e0a0d3c), committed 2026' });
    expect((await openBaoProgram({ ...wish, machine: newer.machine })).origin).toBe('path');
    const older = machineWith({ bao: 'OpenBao v2.3.1 (0)' });
    await expect(openBaoProgram({ ...wish, machine: older.machine })).rejects.toThrow('VAULT_ADDR');
  });

  it('does not take a vault, which can neither unseal nor initialise itself', async () => {
    const { machine } = machineWith({ vault: 'Vault v1.20.0' });
    await expect(openBaoProgram({ ...wish, machine })).rejects.toThrow('VAULT_ADDR');
  });
});
