import { execFile } from 'node:child_process';
import { setImmediate as turn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { LinesOfTurn } from './lines-of-turn.js';

function opened(): { readonly lines: LinesOfTurn; readonly written: readonly string[] } {
  const written: string[] = [];
  return { written, lines: new LinesOfTurn({ write: (text) => void written.push(text) }) };
}

describe('the lines of a turn of the event loop', () => {
  it('are one write, in order, and the next turn is another', async () => {
    const { lines, written } = opened();
    lines.write('a\n');
    await Promise.resolve();
    lines.write('b\n');
    expect(written).toEqual([]);
    await turn();
    expect(written).toEqual(['a\nb\n']);
    lines.write('c\n');
    await turn();
    expect(written).toEqual(['a\nb\n', 'c\n']);
  });

  it('do not wait where one asks for it, nor where they are many', async () => {
    const { lines, written } = opened();
    lines.write('a\n');
    lines.flush();
    expect(written).toEqual(['a\n']);
    const long = 'x'.repeat(40_000);
    lines.write(long);
    lines.write(long);
    expect(written).toEqual(['a\n', long + long]);
    await turn();
    expect(written).toHaveLength(2);
  });

  it.each([
    ['exits', 'process.exit(3);', 3],
    ['throws', "throw new Error('at once');", 1],
  ])('are written by a process that %s in the middle of one', async (_how, end, code) => {
    const module = new URL('../../dist/logging/logger.js', import.meta.url).href;
    const about = "{ service: 'test', instance: '1', level: 'info', freeText: String }";
    const script = `const { Logger } = await import('${module}');
      const logger = Logger.create(${about});
      for (let n = 0; n < 1000; n += 1) logger.info(String(n));
      ${end}`;
    const ended = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    const { stdout, code: exited } = (await ended.catch((error: unknown) => error)) as { stdout: string; code: number };
    expect(exited).toBe(code);
    const said = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { msg: string }).msg);
    expect(said).toEqual(Array.from({ length: 1000 }, (_, n) => String(n)));
  });
});
