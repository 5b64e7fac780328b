import { type Family, standardPacks } from '@strongroom/filter';
import type { Command } from 'commander';
import { CommandFault, exitCode } from '../exit-code.js';
import type { Output } from '../output/output.js';
import { type Alarm, byRule, countAlarms, type RuleAlarms } from './alarms/count-alarms.js';

const families = new Set(standardPacks.flatMap(({ rules }) => rules.map(({ family }) => family)));

const ruleColumns = [
  { header: 'RULE', cell: ({ rule }: RuleAlarms) => rule },
  { header: 'FAMILY', cell: ({ family }: RuleAlarms) => family },
  { header: 'ALARMS', cell: ({ alarms }: RuleAlarms) => String(alarms) },
  { header: 'PER MB', cell: ({ perMegabyte }: RuleAlarms) => perMegabyte.toFixed(3) },
];
const alarmColumns = [
  { header: 'PLACE', cell: ({ path, line }: Alarm) => `${path}:${line}` },
  { header: 'RULE', cell: ({ rule }: Alarm) => rule },
  { header: 'SCORE', cell: ({ score }: Alarm) => String(score) },
  { header: 'REASON', cell: ({ evidence }: Alarm) => evidence.join(' ') },
];

interface AlarmsOptions {
  readonly family?: readonly string[];
  readonly except?: readonly string[];
  readonly each?: true;
}

export function addAlarms(filter: Command, output: () => Output): void {
  filter
    .command('alarms')
    .description('what is found in a folder that is clean: false alarms by rule, a megabyte; never a value')
    .argument('<folder>', 'texts in which there is nothing to find, such as the source of a library')
    .option('--family <family...>', `only these: ${[...families].sort().join(', ')}`)
    .option('--except <ending...>', 'leave out files and folders whose names end so, such as tests: testdata, _test.go')
    .option('--each', 'instead, each alarm with its place and the reason it was believed')
    .action(async (folder: string, { family = [], except = [], each }: AlarmsOptions) => {
      const count = await countAlarms(folder, except, family.length === 0 ? undefined : readFamilies(family)).catch(
        (cause: unknown) => {
          if (cause instanceof CommandFault) throw cause;
          throw new CommandFault(`${folder} cannot be read as a folder`, exitCode.usage, { cause });
        },
      );
      if (count.files === 0) throw new CommandFault(`${folder} holds no texts`, exitCode.notFound);
      if (each) output().rows(count.alarms, alarmColumns);
      else output().rows(byRule(count), ruleColumns);
      const { alarms, files, megabytes, skipped } = count;
      output().say(
        `${alarms.length} alarms in ${files} texts of ${megabytes.toFixed(1)} MB: ${(alarms.length / megabytes).toFixed(3)} a MB; ` +
          `not read: ${skipped.binary} that are no text, ${skipped.long} above 1 MiB`,
      );
    });
}

function readFamilies(names: readonly string[]): ReadonlySet<Family> {
  const known = [...families];
  return new Set(
    names.map((name) => {
      const family = known.find((candidate) => candidate === name);
      if (family) return family;
      throw new CommandFault(`--family: ${name} must be one of ${known.sort().join(', ')}`, exitCode.usage);
    }),
  );
}
