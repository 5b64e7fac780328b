import { describe, expect, it } from '@jest/globals';
import { Filter } from '../filter.js';
import { businessPack } from './business.pack.js';
import { looseDocumentsPack } from './loose-documents.pack.js';
import { maliciousPacks } from './malicious-packs.js';
import { profanityPackOf } from './profanity.pack.js';
import { prosePacks } from './prose-packs.js';
import { readMarks } from './marks.js';
import { standardPacks } from './standard-packs.js';

const packs = [
  ...standardPacks,
  businessPack,
  ...prosePacks,
  profanityPackOf(['en', 'ar-latn', 'es', 'fr', 'it', 'pt']),
  ...maliciousPacks,
];
// A country's passport is a passport too: these forms are tried without the general ones.
const loose = looseDocumentsPack.rules;
const rules = [...packs.flatMap((pack) => pack.rules), ...loose];

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  const filter = new Filter({ packs: loose.includes(rule) ? [looseDocumentsPack] : packs });

  if (rule.examples.length > 0)
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
      // What is told by the name of a value has its examples where values have names (`verify/labelled.spec.ts`).
      const isNamed = rule.pattern.kind === 'labelled' && rule.pattern.onNames === true;
      expect(isNamed || rule.examples.length > 0).toBe(true);
      expect(rule.counterExamples.length).toBeGreaterThan(0);
    }
  });
});
