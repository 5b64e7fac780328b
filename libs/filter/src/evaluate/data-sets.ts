import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type AttackRequest, type CoreRuleSetRow, readCoreRuleSetRows } from './attack-requests.js';
import type { CredentialFile } from './credential-lines.js';
import type { GoldDocument, RecognizerRow } from './gold.js';
import {
  type PresidioDocument,
  type PresidioRecognizerTests,
  readPresidioDocuments,
  readPresidioRecognizerTests,
} from './presidio-formats.js';
import { presidioRecognizers, presidioTypes } from './type-names.js';

/** What one file of a folder holds, as far as it is in a form that is known here. */
export type DataSet =
  | { readonly kind: 'documents'; readonly name: string; readonly documents: readonly GoldDocument[] }
  | { readonly kind: 'attack requests'; readonly name: string; readonly requests: readonly AttackRequest[] }
  | { readonly kind: 'recognizer rows'; readonly name: string; readonly rows: readonly RecognizerRow[] }
  | {
      readonly kind: 'credential lines';
      readonly name: string;
      readonly files: readonly (CredentialFile & { readonly group: string })[];
    };

/**
 * The marked data of a folder, by name: documents and recogniser tests of Presidio, credential lines of CredSweeper, requests of
 * OWASP's Core Rule Set, in JSON, compressed with gzip or not. A form is told by what is in a file, not by its name; what has another form is left out.
 */
export async function readDataSets(folder: string): Promise<readonly DataSet[]> {
  const names = (await readdir(folder)).filter((name) => /\.json(?:\.gz)?$/.test(name)).sort();
  const sets = await Promise.all(names.map(async (name) => dataSetOf(name, await readJson(join(folder, name)))));
  return sets.filter((set) => set !== undefined);
}

async function readJson(file: string): Promise<unknown> {
  const bytes = await readFile(file);
  return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
}

function dataSetOf(name: string, content: unknown): DataSet | undefined {
  if (isArrayOf<PresidioDocument>(content, 'full_text', 'spans'))
    return { kind: 'documents', name, documents: readPresidioDocuments(content, presidioTypes) };
  if (isArrayOf<CredentialFile>(content, 'file', 'text', 'gold'))
    return { kind: 'credential lines', name, files: content.map((file) => ({ ...file, group: file.file })) };
  if (isArrayOf<CoreRuleSetRow>(content, 'rule_id', 'uri', 'headers', 'expect', 'no_expect'))
    return { kind: 'attack requests', name, requests: readCoreRuleSetRows(content) };
  if (isRecognizerTests(content))
    return { kind: 'recognizer rows', name, rows: readPresidioRecognizerTests(content, presidioRecognizers) };
  return undefined;
}

function isArrayOf<Row>(content: unknown, ...fields: readonly (keyof Row & string)[]): content is readonly Row[] {
  return Array.isArray(content) && content.length > 0 && content.every((row: unknown) => hasFields(row, fields));
}

function isRecognizerTests(content: unknown): content is PresidioRecognizerTests {
  return (
    typeof content === 'object' &&
    content !== null &&
    !Array.isArray(content) &&
    Object.values(content).every((value: unknown) => hasFields(value, ['recognizers', 'rows']))
  );
}

function hasFields(value: unknown, fields: readonly string[]): boolean {
  return typeof value === 'object' && value !== null && fields.every((field) => Object.hasOwn(value, field));
}
