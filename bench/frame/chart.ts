import { type Report } from './report.ts';
import { type FigureTerms } from './suite.ts';

const WIDTH = 760;
const LABELS = 250;
const VALUES = 90;
const ROW = 30;
const TOP = 64;
const FOOT = 34;
const BARS = WIDTH - LABELS - VALUES;

/** Follows the reader's colours, light or dark. */
const STYLE = `
    text { font: 13px system-ui, sans-serif; fill: #1f2328 }
    .title { font-weight: 600; font-size: 15px } .small { fill: #59636e; font-size: 11px }
    .bar { fill: #8c959f } .ours { fill: #0969da } .spread { stroke: #1f2328; stroke-width: 1.5 }
    @media (prefers-color-scheme: dark) {
      text { fill: #f0f6fc } .small { fill: #9198a1 }
      .bar { fill: #656c76 } .ours { fill: #4493f8 } .spread { stroke: #f0f6fc }
    }`;

/** The first figure of every contestant as a bar, with a line from its least to its greatest round. */
export function chartOf(report: Report, figures: Readonly<Record<string, FigureTerms>>): string {
  const [first] = Object.entries(figures);
  if (first === undefined) throw new Error('the suite has no figures');
  const [figure, { label, digits = 0 }] = first;
  const rows = Object.entries(report.contestants).flatMap(([name, measured]) => {
    const spread = measured[figure];
    return spread === undefined ? [] : [{ name, spread }];
  });
  const scale = BARS / Math.max(...rows.map(({ spread }) => spread.max));
  const height = TOP + rows.length * ROW + FOOT;
  const { cpu, cores, node } = report.machine;
  const bars = rows.map(({ name, spread: { median, min, max } }, index) => {
    const y = TOP + index * ROW;
    const x = (value: number): string => (LABELS + value * scale).toFixed(1);
    const text = median.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
    return [
      `<text x="${LABELS - 8}" y="${y + 15}" text-anchor="end">${escaped(name)}</text>`,
      `<rect x="${LABELS}" y="${y}" width="${(median * scale).toFixed(1)}" height="20" rx="3" class="${name.startsWith('Strongroom') ? 'ours' : 'bar'}"/>`,
      `<line x1="${x(min)}" y1="${y + 10}" x2="${x(max)}" y2="${y + 10}" class="spread"/>`,
      `<text x="${WIDTH - 8}" y="${y + 15}" text-anchor="end">${text}</text>`,
    ].join('\n  ');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(report.title)}">
  <style>${STYLE}
  </style>
  <text x="8" y="22" class="title">${escaped(report.title)}</text>
  <text x="8" y="42">${escaped(label)}</text>
  ${bars.join('\n  ')}
  <text x="8" y="${height - 10}" class="small">median and range of ${report.rounds} interleaved rounds; ${escaped(cpu)}, ${cores} cores, Node ${node}, ${escaped(String(report.setting['server'] ?? ''))}</text>
</svg>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
