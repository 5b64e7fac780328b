import { pipeline } from 'node:stream/promises';
import { type Entity, Filter, type ImportNote, standardPacks, StreamBlocked } from '@strongroom/filter';
import type { Command } from 'commander';
import { CommandFault, exitCode } from '../exit-code.js';
import type { Output } from '../output/output.js';
import { addAlarms } from './alarms.command.js';
import { addEval } from './eval.command.js';
import { explain, findingColumns } from './explain.js';
import { type OwnRules, readOwnRules } from './own-rules.js';
import { policyOf } from './treatments.js';

const noteColumns = [
  { header: 'RULE', cell: ({ rule }: ImportNote) => rule ?? '' },
  { header: 'FIELD', cell: ({ field }: ImportNote) => field },
  { header: 'PROBLEM', cell: ({ problem }: ImportNote) => problem },
];

interface FilterCommandOptions {
  readonly treat?: readonly string[];
  readonly rules?: string;
  readonly explain?: true;
}

/** The engine works in this process: neither the system nor the network is asked. Returns the group of its commands. */
export function addFilter(program: Command, output: () => Output): Command {
  const command = program
    .command('filter')
    .description('filters stdin to stdout: personal data, secrets and card numbers do not get through')
    .option('--treat <TYPE=treatment...>', 'allow, flag, mask, redact or block a type; "*" is every type')
    .option(
      '--rules <file>',
      'look for these too: rules in the format of gitleaks (TOML), or patterns of your own (JSON)',
    )
    .option('--explain', 'instead, what is found, on what it is believed, and what decides what happens to it')
    .action(async ({ treat = [], rules, explain: isExplained }: FilterCommandOptions) => {
      const own = rules === undefined ? [] : [(await usableRules(rules, output())).pack];
      const filter = new Filter({ packs: [...standardPacks, ...own] });
      const policy = policyOf(treat, own);
      if (isExplained) {
        output().rows(await explain(filter, policy, process.stdin), findingColumns);
        return;
      }
      const found = new Map<string, number>();
      const count = (entities: readonly Entity[]): void => {
        for (const { type } of entities) found.set(type, (found.get(type) ?? 0) + 1);
      };
      const filtered = filter.transform(policy, { onEntities: count });
      try {
        await pipeline(process.stdin, filtered, process.stdout, { end: false });
      } catch (error) {
        if (error instanceof StreamBlocked) throw new CommandFault(error.message, 1, { cause: error });
        throw error;
      } finally {
        for (const [type, times] of [...found].sort()) output().say(`${type}: ${times}`);
      }
    });
  addEval(command, output);
  addAlarms(command, output);
  command
    .command('rules')
    .description('rules of your own')
    .command('check')
    .description('what of a file of rules can be used, and what is not applied')
    .argument('<file>', 'rules in the format of gitleaks (TOML), or patterns of your own (JSON)')
    .action(async (file: string) => {
      const { pack, rules, notes } = await readOwnRules(file);
      if (notes.length > 0) output().rows(notes, noteColumns);
      output().say(`${pack.rules.length} of ${rules} rules can be used`);
      if (pack.rules.length < rules) throw new CommandFault(`${rules - pack.rules.length} rules cannot be used`);
    });
  return command;
}

/** What is not applied is said; a file of which nothing can be used ends the command. */
async function usableRules(file: string, output: Output): Promise<OwnRules> {
  const own = await readOwnRules(file);
  for (const { rule, field, problem } of own.notes)
    output.say(`${rule === undefined ? '' : `${rule}, `}${field}: ${problem}`);
  if (own.pack.rules.length === 0) throw new CommandFault(`no rule of ${file} can be used`, exitCode.usage);
  return own;
}
