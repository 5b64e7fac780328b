// npm run robustness -- wire|revocation [--seed N | --seeds A..B] [--seconds N] [--calls N] [--only NAME] [--record]
import { parseArgs } from 'node:util';
import { type Finding, record, table } from './report.ts';
import { type RunTerms, type Scenario, type Suite } from './scenario.ts';
import { revocation } from './revocation/suite.ts';
import { wire } from './wire/suite.ts';

const suites: Readonly<Record<string, Suite>> = { wire, revocation };

const USAGE = `npm run robustness -- SUITE [--seed N | --seeds A..B] [--seconds N] [--calls N] [--only NAME] [--record]
  SUITE      ${Object.keys(suites).join(', ')}
  --seed     of everything random; printed, so that a run can be repeated
  --seeds    from one to another, such as 1..20: one run after the other, then what they come to together
  --seconds  how long the load of each scenario lasts (default 20)
  --calls    calls of the soak (default 200000)
  --only     one scenario
  --record   write the findings to bench/results/, after each, beside those of other seeds and scenarios of this commit`;

class UsageError extends Error {}

function wholeNumber(name: string, text: string | undefined, otherwise: number, most: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new UsageError(`--${name} must be a whole number from 1 to ${most}, and was ${JSON.stringify(text)}`);
}

interface Command {
  readonly name: string;
  readonly suite: Suite;
  readonly only: string | undefined;
  readonly record: boolean;
  /** One run a seed. */
  readonly runs: readonly RunTerms[];
}

const SEEDS_MAX = 1_000;

function readSeeds(seed: string | undefined, seeds: string | undefined): readonly number[] {
  const most = 2 ** 32 - 1;
  if (seeds === undefined) return [wholeNumber('seed', seed, Math.floor(Math.random() * 2 ** 31) + 1, most)];
  const [, first, last] = /^(\d+)\.\.(\d+)$/.exec(seeds) ?? [];
  if (seed !== undefined || first === undefined)
    throw new UsageError(`--seeds must be a range such as 1..20, without --seed, and was ${JSON.stringify(seeds)}`);
  const from = wholeNumber('seeds', first, 0, most);
  const count = wholeNumber('seeds', last, 0, most) - from + 1;
  if (count < 1 || count > SEEDS_MAX) throw new UsageError(`--seeds must name 1 to ${SEEDS_MAX} seeds`);
  return Array.from({ length: count }, (_, n) => from + n);
}

function readCommand(): Command {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...{
        seed: { type: 'string' },
        seeds: { type: 'string' },
        seconds: { type: 'string' },
        calls: { type: 'string' },
      },
      ...{ only: { type: 'string' }, record: { type: 'boolean', default: false } },
    },
  });
  const [name = ''] = positionals;
  const suite = suites[name];
  if (suite === undefined || positionals.length > 1)
    throw new UsageError(`no suite ${JSON.stringify(positionals.join(' '))}`);
  const shared = {
    seconds: wholeNumber('seconds', values.seconds, 20, 3_600),
    calls: wholeNumber('calls', values.calls, 200_000, 100_000_000),
    say: (line: string) => {
      console.log(line);
    },
  };
  const runs = readSeeds(values.seed, values.seeds).map((seed) => ({ ...shared, seed }));
  return { name, suite, only: values.only, record: values.record, runs };
}

async function main(): Promise<boolean> {
  const command = readCommand();
  const findings: Finding[] = [];
  for (const terms of command.runs) {
    const { scenarios, close, versions } = await command.suite.open(terms);
    try {
      for (const scenario of chosen(scenarios, command.only)) {
        if (scenario.once === true && terms !== command.runs[0]) continue;
        findings.push(await find(scenario, command, terms));
        if (command.record) await record(command.name, findings, versions);
      }
    } finally {
      await close();
    }
  }
  const rows = findings.map(({ name, seed, row }) => ({ scenario: name, seed, ...row }));
  console.log(`\n${table(rows).join('\n')}`);
  const targets = findings.flatMap((finding) => finding.targets);
  const missed = targets.filter(({ met }) => !met).length;
  const broken = findings.filter(({ sound }) => !sound).length;
  for (const line of command.suite.total?.(findings) ?? []) console.log(line);
  console.log(
    `\n${findings.length - broken} scenarios sound, ${broken} not; ${targets.length - missed} targets met, ${missed} missed`,
  );
  return broken === 0;
}

function chosen(scenarios: readonly Scenario[], only: string | undefined): readonly Scenario[] {
  const found = scenarios.filter((scenario) => only === undefined || scenario.name === only);
  if (found.length > 0) return found;
  throw new UsageError(`no scenario ${only ?? ''}; there are: ${scenarios.map((each) => each.name).join(', ')}`);
}

async function find(scenario: Scenario, { name }: Command, terms: RunTerms): Promise<Finding> {
  const { seed, seconds, calls } = terms;
  const again = `npm run robustness -- ${name} --seed ${seed} --seconds ${seconds} --calls ${calls}`;
  const { run, once: _once, ...about } = scenario;
  terms.say(`\n${about.name}: ${about.title}\nagain with: ${again} --only ${about.name}`);
  const ranAt = new Date().toISOString();
  const finding = { ...about, seed, command: `${again} --only ${about.name}`, ranAt, ...(await run()) };
  for (const line of tell(finding)) terms.say(line);
  return finding;
}

function tell({ sound, targets, notes, row }: Finding): readonly string[] {
  return [
    ...Object.entries(row).map(([what, seen]) => `  ${what}: ${seen}`),
    ...notes.map((note) => `  ${note}`),
    ...targets.map(({ what, target, seen, met }) => `  ${met ? 'met' : 'MISSED'}: ${what} ${seen} (target ${target})`),
    ...(sound ? [] : ['  NOT SOUND']),
  ];
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => process.exit(code));

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  const isUsage = error instanceof UsageError || (error instanceof TypeError && 'code' in error);
  if (!isUsage) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}
