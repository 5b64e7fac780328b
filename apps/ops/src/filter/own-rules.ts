import {
  customPack,
  type CustomPattern,
  type Family,
  type ImportNote,
  importGitleaksRules,
  type Pack,
  severities,
} from '@strongroom/filter';
import { z } from 'zod';
import { CommandFault, exitCode } from '../exit-code.js';
import { readGiven } from '../given-file.js';

/** What a file of rules comes to. */
export interface OwnRules {
  readonly pack: Pack;
  /** How many rules the file has; the pack has those of them that can be used. */
  readonly rules: number;
  readonly notes: readonly ImportNote[];
}

/**
 * Reads rules in the format of gitleaks (TOML) or patterns of our own (JSON, `{ id, patterns }`). Of the former what
 * cannot be used is noted; the latter are taken as a whole or not at all.
 */
export async function readOwnRules(file: string): Promise<OwnRules> {
  const text = await readGiven(file);
  return file.endsWith('.json') ? readPatterns(file, text) : readGitleaks(file, text);
}

function readGitleaks(file: string, text: string): OwnRules {
  const imported = importGitleaksRules(text);
  if (!imported.ok) throw new CommandFault(`${file}: ${imported.problem}`, exitCode.usage);
  return imported;
}

function readPatterns(file: string, text: string): OwnRules {
  const { id, patterns } = parse(file, text);
  const own = customPack(id, patterns);
  if (own.ok) return { pack: own.pack, rules: patterns.length, notes: [] };
  const notes = own.faults.map((fault) => ({ rule: fault.id, field: fault.field, problem: fault.problem }));
  return { pack: { id, version: '1.0.0', rules: [] }, rules: patterns.length, notes };
}

const families = ['contact', 'financial', 'identity', 'malicious', 'network', 'provider-key', 'secret'] as const;
families satisfies readonly Family[];

const patternFile = z.strictObject({
  id: z.string(),
  patterns: z.array(
    z.strictObject({
      id: z.string(),
      family: z.enum(families),
      type: z.string(),
      pattern: z.string(),
      keywords: z.array(z.string()),
      everyLine: z.boolean().exactOptional(),
      group: z.int().exactOptional(),
      examples: z.array(z.string()),
      counterExamples: z.array(z.string()),
      severity: z.enum(severities).exactOptional(),
    }),
  ),
}) satisfies z.ZodType<{ readonly id: string; readonly patterns: readonly CustomPattern[] }>;

function parse(file: string, text: string): z.infer<typeof patternFile> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // The engine's own message quotes the file, in which examples may be real secrets.
    throw new CommandFault(`${file} is no JSON`, exitCode.usage);
  }
  const parsed = patternFile.safeParse(content);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new CommandFault(`${file}: ${faults.join('; ')}`, exitCode.usage);
}
