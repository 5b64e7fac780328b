import type { Command } from 'commander';
import { CommandFault, exitCode } from '../exit-code.js';
import type { Output } from '../output/output.js';
import { evaluateSets, readFolder, readHalf } from './evaluation/evaluate-folder.js';
import { type FigureRow, shownEstimate } from './evaluation/figures.js';
import { rowReasons } from './evaluation/row-reasons.js';
import { worseThan } from './evaluation/ratchet.js';
import { type ExplainedFailure, explainFailures, reasonFaults } from './evaluation/row-verdicts.js';
import { measureScoreboard, readScoreboard, writeScoreboard } from './evaluation/scoreboard-file.js';

const figureColumns = [
  { header: 'DATA', cell: ({ data }: FigureRow) => data },
  { header: 'FAMILY', cell: ({ family }: FigureRow) => family },
  { header: 'TYPE', cell: ({ type }: FigureRow) => type },
  { header: 'MARKED', cell: ({ marked }: FigureRow) => String(marked) },
  { header: 'PRECISION', cell: ({ precision }: FigureRow) => shownEstimate(precision) },
  { header: 'RECALL', cell: ({ recall }: FigureRow) => shownEstimate(recall) },
  { header: 'F2', cell: ({ f2 }: FigureRow) => shownEstimate(f2) },
  { header: 'ALARMS', cell: ({ alarms }: FigureRow) => shownEstimate(alarms) },
];
const failureColumns = [
  { header: 'ROW', cell: ({ row }: ExplainedFailure) => row },
  { header: 'EXPECTED', cell: ({ expected }: ExplainedFailure) => expected },
  { header: 'FOUND', cell: ({ found }: ExplainedFailure) => found },
  { header: 'REASON', cell: ({ reason }: ExplainedFailure) => reason },
];

interface EvalOptions {
  readonly half?: string;
  readonly failures?: true;
  readonly scoreboard?: string;
  readonly ratchet?: string;
}

export function addEval(filter: Command, output: () => Output): void {
  filter
    .command('eval')
    .description('how good the filter is on marked data: precision, recall, F2, with 95 % intervals')
    .argument('<folder>', 'JSON files of presidio-research, Presidio, CredSweeper or the Core Rule Set')
    .option('--half <half>', 'tuning or checking: only the documents of that half')
    .option('--failures', 'instead, the rows of Presidio that do not pass, each with its reason')
    .option('--scoreboard <page>', 'writes the figures of both halves as Markdown, and beside it as JSON')
    .option('--ratchet <file>', 'fails when a figure is worse than this JSON of a scoreboard says')
    .action(async (folder: string, { half: asked, failures, scoreboard, ratchet }: EvalOptions) => {
      const half = readHalf(asked);
      if (half && (scoreboard ?? ratchet) !== undefined)
        throw new CommandFault('--half: a scoreboard and a ratchet are of both halves', exitCode.usage);
      const recorded = ratchet === undefined ? undefined : await readScoreboard(ratchet);
      const sets = await readFolder(folder);
      const evaluation = evaluateSets(sets, half);
      if (failures) output().rows(explainFailures(evaluation, rowReasons), failureColumns);
      else output().rows(evaluation.figures, figureColumns);
      if (scoreboard !== undefined) await writeScoreboard(scoreboard, measureScoreboard(sets));
      if (recorded === undefined) return;
      const { halves } = measureScoreboard(sets);
      const faults = [
        ...worseThan(recorded.halves.tuning, halves.tuning).map((fault) => `tuning: ${fault}`),
        ...worseThan(recorded.halves.checking, halves.checking).map((fault) => `checking: ${fault}`),
        ...reasonFaults(evaluation, rowReasons),
      ];
      for (const fault of faults) output().say(fault);
      if (faults.length > 0) throw new CommandFault(`${faults.length} figures or rows are worse than recorded`);
    });
}
