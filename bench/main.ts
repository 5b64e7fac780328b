import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readArguments, type Wanted, WrongArgument } from './frame/arguments.ts';
import { chartOf } from './frame/chart.ts';
import { thisMachine } from './frame/machine.ts';
import { printed } from './frame/print.ts';
import { reportOf } from './frame/report.ts';
import { runSuite } from './frame/run-suite.ts';
import { suites } from './suites.ts';

const root = join(import.meta.dirname, '..');
const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

class Interrupted extends Error {}

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    interruption.abort(new Interrupted('interrupted: stopping what was started'));
  });

async function measure(name: string, { rounds, seconds }: Wanted): Promise<void> {
  const open = await suites[name]?.();
  if (open === undefined) throw new WrongArgument(`there is no suite ${name}`);
  const suite = await open({ root, say });
  const measured = await runSuite(suite, {
    ...{ rounds, seconds, signal: interruption.signal },
    say: (line) => {
      say(`${name}: ${line}`);
    },
  });
  const about = { suite: name, measuredAt: new Date().toISOString(), machine: thisMachine() };
  const report = reportOf(suite, measured, { ...about, rounds, secondsARound: seconds });
  await mkdir(join(root, 'bench', 'results'), { recursive: true });
  await writeFile(join(root, 'bench', 'results', `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
  const picture = join(root, 'docs', 'guides', 'benchmarks', `${name}.svg`);
  await mkdir(dirname(picture), { recursive: true });
  await writeFile(picture, chartOf(report, suite.figures));
  console.log(`\n${printed(report, suite.figures)}`);
}

try {
  const wanted = readArguments(process.argv.slice(2), Object.keys(suites));
  for (const name of wanted.suites) await measure(name, wanted);
} catch (error) {
  if (!(error instanceof WrongArgument || error instanceof Interrupted)) throw error;
  say(error.message);
  process.exitCode = error instanceof Interrupted ? 130 : 2;
}
