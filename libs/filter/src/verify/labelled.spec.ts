import { describe, expect, it } from '@jest/globals';
import { Filter } from '../filter.js';
import { looseDocumentsPack } from '../packs/loose-documents.pack.js';
import { standardPacks } from '../packs/standard-packs.js';

const filter = new Filter();
const typesIn = (value: Parameters<Filter['json']>[0]): readonly string[] =>
  filter.json(value).entities.map(({ type, path }) => `${type} ${path}`);

describe('a value told by its label', () => {
  it('is found under a name that says what it is, whatever its case', () => {
    expect(typesIn({ cpf: '216.957.677-05' })).toEqual(['BR_CPF /cpf']);
    expect(typesIn({ customerCpf: '21695767705' })).toEqual(['BR_CPF /customerCpf']);
    expect(typesIn({ cpf_number: '21695767705' })).toEqual(['BR_CPF /cpf_number']);
  });

  it('is not found under a name that only begins like a label, nor if it is not valid', () => {
    expect(typesIn({ cpfs: '216.957.677-05', cpf: '216.957.677-06' })).toEqual([]);
  });

  it('is found by the name alone where a label in prose would stand before anything', () => {
    expect(typesIn({ userName: 'alice.l', person: { firstName: 'Alice', 'street address': '5 Main Street' } })).toEqual(
      ['USER_NAME /userName', 'PERSON /person/firstName', 'STREET_ADDRESS /person/street address'],
    );
  });

  it('ends where it stops being valid', () => {
    const { output } = filter.text('CPF: 216.957.677-05 and 12 more');
    expect(output).toBe('CPF: [BR_CPF] and 12 more');
  });

  it('never has a pattern with a repetition that has no bound', () => {
    const sources = [...standardPacks, looseDocumentsPack].flatMap(({ rules }) =>
      rules.flatMap(({ pattern }) => {
        if (pattern.kind === 'labelled') return 'form' in pattern.value ? [pattern.value.form] : [];
        return pattern.kind === 'identifier' ? [pattern.only ?? ''] : [];
      }),
    );
    // What is matched against a whole number is as long as its shape: there a `.*` is bounded.
    for (const source of sources) expect(source.replaceAll('.*', '')).not.toMatch(/(?<!\\)[*+](?![^[]*\])|\{\d+,\}/);
  });
});
