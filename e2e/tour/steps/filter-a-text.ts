import { randomInt } from 'node:crypto';
import { type Visit } from '../visit.ts';

const CARD = '4111 1111 1111 1111';

/** Made here, so that nothing which looks like a key stands in this file. */
function madeUpAwsKey(): string {
  const letters = Array.from({ length: 16 }, () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[randomInt(32)]);
  return `AKIA${letters.join('')}`;
}

/** A text with a card number and a key in it, and the same inside JSON. */
export async function filterAText(visit: Visit): Promise<void> {
  const { narrator } = visit;
  narrator.chapter('3. A text is filtered');
  const key = madeUpAwsKey();
  const text = `Grüße 👋 from Ana: card ${CARD}, deploy with ${key}`;
  const filtered = await visit.expect(200, '/v1/filter', { json: { text } });
  narrator.say(`in:  ${text.replace(key, `${key.slice(0, 4)}…`)}`);
  narrator.say(`out: ${JSON.stringify(filtered.field('output'))}`);
  for (const entity of filtered.list('entities')) {
    const { start, end } = rangeOf(entity.field('span').field('utf16'));
    narrator.say(`${entity.text('type')} at ${start}..${end}, ${entity.text('action')}`);
  }
  const places = filtered.list('entities').map((entity) => rangeOf(entity.field('span').field('utf16')));
  const found = places.map(({ start, end }) => text.slice(start, end));
  narrator.promise(
    'the card and the key were found, at their exact places',
    found.includes(CARD) && found.includes(key),
  );
  const answer = JSON.stringify(filtered);
  narrator.promise('neither is in the answer', !answer.includes(CARD) && !answer.includes(key));

  const json = { customer: { name: 'Ana', note: `pay with ${CARD}` }, tags: ['a', 1, null] };
  const inJson = (await visit.expect(200, '/v1/filter', { json: { json } })).field('output');
  const kept =
    inJson.field('customer').text('name') === 'Ana' && JSON.stringify(inJson.field('tags')) === '["a",1,null]';
  narrator.say(`in JSON: ${JSON.stringify(inJson)}`);
  narrator.promise('JSON keeps its structure', kept && !JSON.stringify(inJson).includes(CARD));
}

function rangeOf(range: { number(name: string): number }): { start: number; end: number } {
  return { start: range.number('start'), end: range.number('end') };
}
