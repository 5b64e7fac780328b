import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemoClient } from './support/client.ts';
import { sharedSystem, strongroomCli, type Ran, type System } from './support/system.ts';

const jtiOf = (token: string): string => {
  const [, payload = ''] = token.split('.');
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { readonly jti: string }).jti;
};

describe('strongroom tokens check', () => {
  let system: System;
  let folder: string;
  let good: string;
  let ended: string;

  beforeAll(async () => {
    system = await sharedSystem();
    folder = await mkdtemp(join(tmpdir(), 'tokens '));
    const operator = await DemoClient.of(system);
    good = operator.token;
    ended = (await DemoClient.of(system)).token;
    const json = { reason: 'compromised' };
    expect((await operator.ask(`/v1/tokens/${jtiOf(ended)}/revoke`, { json })).status).toBe(200);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const check = async (lines: readonly string[], ...args: readonly string[]): Promise<Ran> => {
    const file = join(folder, 'tokens.txt');
    await writeFile(file, lines.join('\n'));
    return strongroomCli(system.root, ['tokens', 'check', '--file', file, ...args]);
  };

  it('says of tokens and ids in a file what became of each, and shows no token', async () => {
    const { exitCode, stdout, stderr } = await check([good, ended, jtiOf(ended), `${good}A`]);
    expect(exitCode).toBe(1);
    const rows = stdout.split('\n').map((line) => line.split(/ {2,}/).slice(0, 4));
    const by = expect.stringMatching(`^token ${jtiOf(ended)} at \\d+, compromised$`);
    expect(rows.slice(-5)).toEqual([
      ['1', 'active', jtiOf(good), '-'],
      ['2', 'revoked', jtiOf(ended), by],
      ['3', 'revoked', jtiOf(ended), by],
      ['4', 'malformed', '-', expect.any(String)],
      [''],
    ]);
    for (const part of [good, ended].flatMap((token) => token.split('.').slice(1))) {
      expect(stdout + stderr).not.toContain(part);
    }
  });

  it('reads stdin too, ends with 0 where all are good, and tells scripts the same as JSON', async () => {
    const args = ['--json', 'tokens', 'check', '--file', '-'];
    const { exitCode, stdout } = await strongroomCli(system.root, args, `${good}\n`);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      { place: 1, status: 'active', jti: jtiOf(good), refused: null, ended_by: null, expires_at: expect.any(String) },
    ]);
  });

  it('asks for a thousand at most', async () => {
    const tooMany = await check(Array.from({ length: 1_001 }, () => jtiOf(good)));
    expect(tooMany).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('1001 tokens are given') });
    const most = await check(
      Array.from({ length: 1_000 }, () => good),
      '--gateway-url',
      system.gateways[1] ?? '',
    );
    expect(most.exitCode).toBe(0);
  });
});
