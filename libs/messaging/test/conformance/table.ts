import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Outcome, type Property } from './property.ts';

export interface Row {
  readonly number: number;
  readonly property: Property;
  readonly ours: Outcome;
  /** Absent where it makes no sense to ask. */
  readonly stock: Outcome | undefined;
}

/** docs/conformance.md. */
export function page(rows: readonly Row[], root: string, server: string): string {
  const held = rows.filter(({ ours }) => ours.holds).length;
  return `# Conformance

What \`npm run test:conformance -- --write\` found: ${held} of ${rows.length} properties hold for this transport. Each is judged by its
outcome, on a Redis of its own, with processes that are really killed; the same code judges NestJS's own Redis
transporter (\`Transport.REDIS\` with its defaults) as a counter-example. Numbers differ a little from run to run; times are
no part of a verdict.

@strongroom/messaging ${versionOf(root, '@strongroom/messaging')}, @nestjs/microservices ${versionOf(root, '@nestjs/microservices')}, ioredis ${versionOf(root, 'ioredis')}, Node ${process.versions.node}, ${server}.

| | property | ours | stock |
|---|---|---|---|
${rows.map(rowOf).join('\n')}
`;
}

function rowOf({ number, property, ours, stock }: Row): string {
  const about = `**${property.name}**: ${property.guarantee}`;
  return `| ${[String(number), about, cell(ours), cell(stock)].join(' | ')} |`;
}

function cell(outcome: Outcome | undefined): string {
  if (outcome === undefined) return 'does not apply';
  return `${outcome.holds ? 'holds' : '**breaks**'}: ${outcome.how.replaceAll('|', '\\|')}`;
}

function versionOf(root: string, name: string): string {
  const about = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as {
    version: string;
  };
  return about.version;
}
