import { describe, expect, it } from '@jest/globals';
import { Filter } from '../filter.js';
import { maliciousPacks } from './malicious-packs.js';
import { readMarks } from './marks.js';
import { standardPacks } from './standard-packs.js';

const packs = [...standardPacks, ...maliciousPacks];
const rules = packs.flatMap((pack) => pack.rules);

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  const filter = new Filter({ packs });

  it.each(rule.examples)('finds exactly what is marked in %j', (example) => {
    const { text, marked } = readMarks(example);
    const found = filter
      .text(text)
      .entities.filter((entity) => entity.rule === rule.id)
      .map(({ span }) => text.slice(span.utf16.start, span.utf16.end));
    expect(found).toEqual(marked);
  });

  it.each(rule.counterExamples)('finds nothing in %j', (text) => {
    const { entities } = filter.text(text, { scoreMin: 0, otherwise: 'flag' });
    expect(entities.filter((entity) => entity.rule === rule.id)).toEqual([]);
  });
});

describe('the standard packs', () => {
  it('have an example and a counter-example for each rule', () => {
    for (const rule of rules) {
      expect(rule.examples.length).toBeGreaterThan(0);
      expect(rule.counterExamples.length).toBeGreaterThan(0);
    }
  });
});
