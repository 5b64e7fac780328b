// npm run robustness -- wire [--seed N] [--seconds N] [--calls N] [--only NAME] [--record]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Finding, record, table } from './report.ts';
import { type RunTerms, type Suite } from './scenario.ts';
import { revocation } from './revocation/suite.ts';
import { wire } from './wire/suite.ts';

const suites: Readonly<Record<string, Suite>> = { wire, revocation };

const USAGE = `npm run robustness -- SUITE [--seed N] [--seconds N] [--calls N] [--only NAME] [--record]
  SUITE      ${Object.keys(suites).join(', ')}
  --seed     of everything random; printed, so that a run can be repeated
  --seconds  how long the load of each scenario lasts (default 20)
  --calls    calls of the soak (default 200000)
  --only     one scenario
  --record   write the findings to bench/results/`;

class UsageError extends Error {}

function wholeNumber(name: string, text: string | undefined, otherwise: number, most: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new UsageError(`--${name} must be a whole number from 1 to ${most}, and was ${JSON.stringify(text)}`);
}

function readCommand(): { name: string; suite: Suite; only: string | undefined; record: boolean; terms: RunTerms } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...{ seed: { type: 'string' }, seconds: { type: 'string' }, calls: { type: 'string' } },
      ...{ only: { type: 'string' }, record: { type: 'boolean', default: false } },
    },
  });
  const [name = ''] = positionals;
  const suite = suites[name];
  if (suite === undefined || positionals.length > 1)
    throw new UsageError(`no suite ${JSON.stringify(positionals.join(' '))}`);
  const terms = {
    seed: wholeNumber('seed', values.seed, Math.floor(Math.random() * 2 ** 31) + 1, 2 ** 32 - 1),
    seconds: wholeNumber('seconds', values.seconds, 20, 3_600),
    calls: wholeNumber('calls', values.calls, 200_000, 100_000_000),
    say: (line: string) => {
      console.log(line);
    },
  };
  return { name, suite, only: values.only, record: values.record, terms };
}

async function main(): Promise<boolean> {
  const { name, suite, only, record: isRecorded, terms } = readCommand();
  const again = `npm run robustness -- ${name} --seed ${terms.seed} --seconds ${terms.seconds} --calls ${terms.calls}`;
  terms.say(`robustness of the ${name}; again with: ${again}`);
  const { scenarios, versions, close } = await suite.open(terms);
  const findings: Finding[] = [];
  try {
    const chosen = scenarios.filter((scenario) => only === undefined || scenario.name === only);
    if (chosen.length === 0)
      throw new UsageError(`no scenario ${only ?? ''}; there are: ${scenarios.map((each) => each.name).join(', ')}`);
    for (const scenario of chosen) {
      terms.say(`\n${scenario.name}: ${scenario.title}`);
      const { run, ...about } = scenario;
      const ranAt = new Date().toISOString();
      const finding = { ...about, command: `${again} --only ${scenario.name}`, ranAt, ...(await run()) };
      findings.push(finding);
      for (const line of tell(finding)) terms.say(line);
    }
  } finally {
    await close();
  }
  terms.say(`\n${table(findings.map((finding) => ({ scenario: finding.name, ...finding.row }))).join('\n')}`);
  const targets = findings.flatMap((finding) => finding.targets);
  const missed = targets.filter(({ met }) => !met).length;
  const broken = findings.filter(({ sound }) => !sound).length;
  terms.say(
    `\n${findings.length - broken} scenarios sound, ${broken} not; ${targets.length - missed} targets met, ${missed} missed`,
  );
  if (isRecorded)
    await record(
      join(import.meta.dirname, '..', '..', 'bench', 'results', `robustness-${name}.json`),
      findings,
      versions,
    );
  return broken === 0;
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
