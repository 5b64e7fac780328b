import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Result, type Scenario } from './scenario.ts';

export interface Finding extends Result {
  readonly name: Scenario['name'];
  readonly title: Scenario['title'];
  readonly seed: number;
  /** How to run it again. */
  readonly command: string;
  readonly ranAt: string;
}

/** Lines of a Markdown table, columns padded, so that it is fit for a terminal and for the docs. */
export function table(rows: readonly Readonly<Record<string, string | number>>[]): readonly string[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)));
  const lines = cells.map((line) => `| ${line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`);
  return lines.toSpliced(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
}

/** Writes the findings down in place of older ones, beside those of other seeds that are of the same commit. */
export async function record(
  suite: string,
  findings: readonly Finding[],
  versions: Readonly<Record<string, string>>,
): Promise<void> {
  const root = join(import.meta.dirname, '..', '..');
  const file = join(root, 'bench', 'results', `robustness-${suite}.json`);
  const { stdout } = await promisify(execFile)('git', ['rev-parse', 'HEAD'], { cwd: root });
  const commit = stdout.trim();
  const machine = { cpu: cpus()[0]?.model ?? '', cores: cpus().length, node: process.version, ...versions };
  const before = await readFile(file, 'utf8').then(
    (text) => (JSON.parse(text) as { readonly scenarios: readonly Recorded[] }).scenarios,
    () => [],
  );
  const names = new Set(findings.map(({ name }) => name));
  const runs = new Set(findings.map(runOf));
  const kept = before.filter((each) => !names.has(each.name) || (each.commit === commit && !runs.has(runOf(each))));
  const scenarios = [...kept, ...findings.map((each) => ({ ...each, commit }))].sort((a, b) => a.seed - b.seed);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ machine, scenarios }, undefined, 2)}\n`);
}

type Recorded = Finding & { readonly commit?: string };

const runOf = ({ name, seed }: Finding): string => `${name} ${seed}`;
