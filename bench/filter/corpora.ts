import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export const corpora = ['pii', 'code', 'logs'] as const;
export type Corpus = (typeof corpora)[number];

/** UTF-16 code units of one document; nearly all are ASCII, so about as many bytes. */
const DOCUMENT_LENGTH = 65_536;
const DOCUMENTS = 8;

/** Eight documents. Code is that of the compiler and the framework that this clone has installed; the rest is made up. */
export async function readCorpus(corpus: Corpus, root: string): Promise<readonly string[]> {
  switch (corpus) {
    case 'pii':
      return documents(1, prose);
    case 'logs':
      return documents(2, logLine);
    case 'code':
      return readCode(root);
  }
}

export function piiText(length: number): string {
  return made(3, length, prose);
}

/** A request of 288 bytes, as a gateway would hand it over: nothing in it is an attack. */
export const requestText = [
  'POST /v1/orders?expand=items&locale=en-GB HTTP/1.1',
  'Host: shop.example.com',
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64)',
  'Accept: application/json, text/plain;q=0.9',
  'Content-Type: application/json',
  '',
  '{"item":"garden chair","count":4,"note":"please leave it with the neighbours","colour":"green"}',
].join('\n');

type Draw = (below: number) => number;

function documents(seed: number, line: (draw: Draw) => string): readonly string[] {
  return Array.from({ length: DOCUMENTS }, (_, index) => made(seed * 100 + index, DOCUMENT_LENGTH, line));
}

function made(seed: number, length: number, line: (draw: Draw) => string): string {
  const draw = drawing(seed);
  let text = '';
  while (text.length < length) text += line(draw);
  return text.slice(0, length);
}

/** mulberry32: the same seed, the same texts, on every machine. */
function drawing(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Sentences, of which every second holds something personal. Numbers are those that their issuers publish for tests. */
function prose(draw: Draw): string {
  const of = (items: readonly string[]): string => items[draw(items.length)] ?? '';
  const name = `${of(firstNames)} ${of(lastNames)}`;
  const sentences = [
    `${name} wrote that ${of(plain)}. `,
    `Please answer to ${of(firstNames).toLowerCase()}.${of(lastNames).toLowerCase()}@example.${of(['com', 'org', 'net'])} before ${of(plain)}. `,
    `The order was paid with card ${of(cards)} and ${of(plain)}. `,
    `Transfer it to ${of(ibans)}, since ${of(plain)}. `,
    `Call ${name} at +1 212 555 01${digits(draw, 2)}, because ${of(plain)}. `,
    `Her social security number 536-90-43${digits(draw, 2)} was on the form; ${of(plain)}.\n`,
    `In fact ${of(plain)}, and then ${of(plain)}. `,
    `Nobody knew why ${of(plain)} while ${of(plain)}, or so it seemed.\n`,
    `The address was 10.${draw(256)}.${draw(256)}.${draw(256)} and ${of(plain)}. `,
    `We think that ${of(plain)}. `,
  ];
  return of(sentences);
}

function logLine(draw: Draw): string {
  const of = (items: readonly string[]): string => items[draw(items.length)] ?? '';
  const at = `2026-03-${digits(draw, 1)}1T0${digits(draw, 1)}:1${digits(draw, 1)}:${draw(5) + 10}.${digits(draw, 3)}Z`;
  const about = `level=${of(['info', 'info', 'info', 'warn', 'error'])} service=${of(services)} msg="${of(plain)}"`;
  const path = `/v1/${of(['orders', 'items', 'shipments'])}/${draw(1_000_000)}`;
  const client = draw(20) === 0 ? ` client=192.0.2.${draw(255)}` : '';
  return `${at} ${about} route=${path} status=${of(['200', '201', '204', '404', '503'])} took_ms=${draw(900)}${client}\n`;
}

function digits(draw: Draw, count: number): string {
  return Array.from({ length: count }, () => draw(10)).join('');
}

const firstNames = ['Alice', 'Bruno', 'Chiara', 'Dmitri', 'Esther', 'Farid', 'Grace', 'Hanna', 'Ivo', 'Jun'];
const lastNames = ['Abel', 'Brandt', 'Costa', 'Dubois', 'Eriksen', 'Ferrari', 'Garcia', 'Hughes', 'Ito', 'Jansen'];
const cards = ['4111 1111 1111 1111', '5555-5555-5555-4444', '378282246310005', '6011111111111117'];
const ibans = ['DE89 3704 0044 0532 0130 00', 'GB29NWBK60161331926819', 'FR1420041010050500013M02606'];
const services = ['gateway', 'orders', 'shipping', 'billing'];
const plain = [
  'the train was late again and everybody had to wait outside',
  'the garden needs water at least twice a week in summer',
  'a shop around the corner sells the same thing for less',
  'nothing was said about the colour of the new chairs',
  'the meeting ended before anybody could ask a question',
  'connection closed by the other side',
  'job finished, nothing left to do',
  'retrying after a short pause',
];

const CODE_PACKAGES = ['typescript/lib', '@nestjs/core', 'typeorm', 'prettier', 'rxjs/dist'];

async function readCode(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of CODE_PACKAGES) {
    const folder = join(root, 'node_modules', name);
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    const sources = names.filter((file) => /\.(?:js|mjs|cjs|ts)$/.test(file)).sort();
    for (const file of sources.slice(0, 40)) found.push((await readFile(join(folder, file), 'utf8')).slice(0, 16_384));
  }
  const all = found.join('\n');
  const step = Math.floor((all.length - DOCUMENT_LENGTH) / DOCUMENTS);
  if (step < DOCUMENT_LENGTH)
    throw new Error(`${dirname(join(root, 'node_modules', '.'))} holds too little source: is it installed?`);
  return Array.from({ length: DOCUMENTS }, (_, index) => all.slice(index * step, index * step + DOCUMENT_LENGTH));
}
