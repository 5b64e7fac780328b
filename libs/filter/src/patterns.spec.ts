import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { check, type Diagnostics } from 'recheck';
import ts from 'typescript';
import { businessPack } from './packs/business.pack.js';
import { maliciousPacks } from './packs/malicious-packs.js';
import { profanityPack } from './packs/profanity.pack.js';
import { prosePacks } from './packs/prose-packs.js';
import { standardPacks } from './packs/standard-packs.js';
import { compilePacks } from './scan/compile.js';

/** Ends what cannot be told: all that can take eight seconds together. */
const UNDECIDED_MS = 30_000;
const ALL_MS = 240_000;

/** The literals of the sources of this library, as the compiler reads them. */
function writtenPatterns(folder: string): readonly RegExp[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => /(?<!\.spec)\.ts$/.test(file)).flatMap((file) => patternsIn(join(folder, file)));
}

function patternsIn(file: string): readonly RegExp[] {
  const found: RegExp[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push(new RegExp(node.text.slice(1, end), node.text.slice(end + 1)));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest));
  return found;
}

/** What is made of the data of packs, such as forms and labels, as it is run. */
function compiledPatterns(): readonly RegExp[] {
  const found: RegExp[] = [];
  const Native = globalThis.RegExp;
  globalThis.RegExp = new Proxy(Native, {
    construct(target, [source, flags]: [string | RegExp, string?]) {
      const made = new target(source, flags);
      found.push(made);
      return made;
    },
  });
  try {
    compilePacks([...standardPacks, ...maliciousPacks, businessPack, profanityPack, ...prosePacks]);
  } finally {
    globalThis.RegExp = Native;
  }
  return found;
}

/** By its automaton, which proves it; back-references and look-around have none: there an attack is searched for. */
async function verdictOn({ source, flags }: RegExp): Promise<Diagnostics> {
  const terms = { timeout: UNDECIDED_MS, randomSeed: 1 };
  const proof = await check(source, flags, { ...terms, checker: 'automaton' });
  const isBeyond = proof.status === 'unknown' && proof.error.kind === 'unsupported';
  return isBeyond ? check(source, flags, { ...terms, checker: 'fuzz' }) : proof;
}

async function slowOnes(patterns: readonly RegExp[]): Promise<readonly string[]> {
  const slow: string[] = [];
  for (const pattern of new Map(patterns.map((each) => [String(each), each])).values()) {
    const verdict = await verdictOn(pattern);
    if (verdict.status === 'unknown') slow.push(`${String(pattern)}: undecided`);
    if (verdict.status === 'vulnerable') slow.push(`${String(pattern)}: ${verdict.complexity.summary}`);
  }
  return slow;
}

describe('a pattern of ours takes time in proportion to its text', () => {
  const backend = process.env['RECHECK_BACKEND'];
  beforeAll(() => {
    // In a thread: within Jest it takes twenty times as long. Its builds for single platforms are not on every machine.
    process.env['RECHECK_BACKEND'] = 'worker';
  });
  afterAll(() => {
    if (backend === undefined) delete process.env['RECHECK_BACKEND'];
    else process.env['RECHECK_BACKEND'] = backend;
  });

  it(
    'where it is written in a source',
    async () => {
      const patterns = writtenPatterns(import.meta.dirname);
      expect(patterns.length).toBeGreaterThan(100);
      expect(await slowOnes(patterns)).toEqual([]);
    },
    ALL_MS,
  );

  it(
    'where it is made of what a pack says',
    async () => {
      const patterns = compiledPatterns();
      expect(patterns.length).toBeGreaterThan(300);
      expect(await slowOnes(patterns)).toEqual([]);
    },
    ALL_MS,
  );

  it('and one that does not is told', async () => {
    expect(await slowOnes([/^(\d+)+$/, /x*x*$/, /^(.)\1*$/])).toEqual([
      expect.stringMatching(/exponential/),
      expect.stringMatching(/polynomial/),
    ]);
  });
});
