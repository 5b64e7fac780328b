import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type OpenEngine } from './engine.ts';
import { sharedPatterns } from './shared-patterns.ts';

/** Each as its own documentation says, with all that it finds switched on. */
export const engines: Readonly<Record<string, OpenEngine>> = {
  Strongroom: async () => {
    const { Filter, maliciousPacks, standardPacks } = await import('@strongroom/filter');
    const filter = new Filter({ packs: [...standardPacks, ...maliciousPacks], limits: { findingsMax: 1_000_000 } });
    return (text) => filter.text(text);
  },
  'Strongroom, in a thread': async () => {
    const { maliciousPacks, standardPacks } = await import('@strongroom/filter');
    const { FilterPool } = await import('@strongroom/filter/worker');
    const packs = [...standardPacks, ...maliciousPacks];
    const pool = new FilterPool({ packs, limits: { findingsMax: 1_000_000 } });
    return (text) => pool.text(text);
  },
  'V8, 12 patterns one by one': () => {
    const patterns = sharedPatterns.map((source) => new RegExp(source, 'g'));
    return Promise.resolve((text) => patterns.map((pattern) => text.match(pattern)?.length));
  },
  're2, 12 patterns one by one': async (from) => {
    const RE2 = await re2(from);
    const patterns = sharedPatterns.map((source) => new RE2(source, 'g'));
    return (text) => patterns.map((pattern) => text.match(pattern)?.length);
  },
  'RE2.Set, 12 patterns': async (from) => {
    const RE2 = await re2(from);
    const set = new RE2.Set(sharedPatterns);
    return (text) => set.match(text);
  },
  secretlint: async (from) => {
    const { lintSource } = await load<Secretlint>(from, '@secretlint/core');
    const id = '@secretlint/secretlint-rule-preset-recommend';
    const { creator } = await load<{ creator: unknown }>(from, id);
    const options = { config: { rules: [{ id, rule: creator, options: {} }] } };
    return (content) =>
      lintSource({ source: { filePath: 'text.txt', content, contentType: 'text', ext: '.txt' }, options });
  },
  openredaction: async (from) => {
    const { OpenRedaction } = await load<{ OpenRedaction: new () => { detect: Asked } }>(from, 'openredaction');
    const redaction = new OpenRedaction();
    return (text) => redaction.detect(text);
  },
  'redact-pii': async (from) => {
    const { SyncRedactor } = await load<{ SyncRedactor: new () => { redact: Asked } }>(from, 'redact-pii');
    const redactor = new SyncRedactor();
    return (text) => redactor.redact(text);
  },
  '@arcjet/redact': async (from) => {
    const { redact } = await load<{ redact: Asked }>(from, '@arcjet/redact');
    return (text) => redact(text);
  },
  obscenity: async (from) => {
    const { RegExpMatcher, englishDataset, englishRecommendedTransformers } = await load<Obscenity>(from, 'obscenity');
    const matcher = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
    return (text) => matcher.getAllMatches(text);
  },
  '@datadog/native-appsec': async (from) => {
    const { DDWAF } = await load<Appsec>(from, '@datadog/native-appsec');
    const waf = new DDWAF(appsecRules, 'bench');
    const look = (part: string): unknown => {
      const context = waf.createContext();
      const found = context.run({ persistent: { 'server.request.body': part } }, WAF_BUDGET_US);
      context.dispose();
      return found;
    };
    return (text) => wafParts(text).map(look);
  },
};

type Asked = (text: string) => unknown;

interface Secretlint {
  readonly lintSource: (question: unknown) => Promise<unknown>;
}

interface Obscenity {
  readonly RegExpMatcher: new (options: object) => { getAllMatches: Asked };
  readonly englishDataset: { build(): object };
  readonly englishRecommendedTransformers: object;
}

interface Appsec {
  readonly DDWAF: new (
    rules: object,
    name: string,
  ) => { createContext(): { run(input: object, budgetUs: number): unknown; dispose(): void } };
}

interface Re2 {
  new (source: string, flags: string): { [Symbol.match](text: string): RegExpMatchArray | null };
  readonly Set: new (sources: readonly string[]) => { match(text: string): readonly number[] };
}

/** It brings no rules along: its two operators for attacks. */
const appsecRules = {
  version: '2.1',
  metadata: { rules_version: '1' },
  rules: [appsecRule('sql', 'is_sqli', {}), appsecRule('xss', 'is_xss', {})],
};
const WAF_BUDGET_US = 5_000_000;
/** Of one string it reads so many bytes and leaves out the rest, so it is given a text in parts, each a request of its own. */
const WAF_STRING_BYTES = 4_096;

function wafParts(text: string): readonly string[] {
  const isAscii = Buffer.byteLength(text) === text.length;
  const length = isAscii ? WAF_STRING_BYTES : Math.floor(WAF_STRING_BYTES / 3);
  return Array.from({ length: Math.ceil(text.length / length) }, (_, part) =>
    text.slice(part * length, (part + 1) * length),
  );
}

function appsecRule(id: string, operator: string, more: object): object {
  const parameters = { inputs: [{ address: 'server.request.body' }], ...more };
  const tags = { type: id, category: 'attack_attempt' };
  return { id, name: id, tags, conditions: [{ operator, parameters }], transformers: [] };
}

async function re2(from: string): Promise<Re2> {
  const { default: RE2 } = await load<{ default: Re2 }>(from, 're2');
  return RE2;
}

/** The peers are not installed with the project, so their types are what is written above. */
async function load<T>(from: string, name: string): Promise<T> {
  const require = createRequire(join(from, 'package.json'));
  // Resolved as a package is for `require`, or from its manifest where it is for `import` only.
  const entry = resolved(require, name) ?? importEntry(from, require, name);
  const module = (await import(pathToFileURL(entry).href)) as { readonly default?: object };
  // What a CommonJS module exports stands in its default, and not always beside it.
  return { ...module.default, ...module } as T;
}

function resolved(require: NodeJS.Require, name: string): string | undefined {
  try {
    return require.resolve(name);
  } catch {
    return undefined;
  }
}

function importEntry(from: string, require: NodeJS.Require, name: string): string {
  const folder = join(from, 'node_modules', name);
  const { exports, main } = require(join(folder, 'package.json')) as Manifest;
  const first = exports?.['.'] ?? exports;
  const entry = typeof first === 'string' ? first : (first?.import ?? first?.default ?? main);
  const file = typeof entry === 'string' ? entry : (entry?.default ?? 'index.js');
  return join(folder, file);
}

interface Conditions {
  readonly import?: string | { readonly default?: string };
  readonly default?: string;
}

interface Manifest {
  readonly main?: string;
  readonly exports?: Conditions & { readonly '.'?: string | Conditions };
}
