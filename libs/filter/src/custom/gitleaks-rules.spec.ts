import { describe, expect, it } from '@jest/globals';
import { Filter } from '../filter.js';
import { testPacks } from '../packs/test-packs.js';
import { importGitleaksRules } from './gitleaks-rules.js';

function imported(toml: string) {
  const result = importGitleaksRules(toml);
  if (!result.ok) throw new Error(result.problem);
  const filter = new Filter({ packs: [result.pack] });
  const found = (text: string): readonly string[] =>
    filter.text(text).entities.map(({ type, span: { utf16 } }) => `${type}:${text.slice(utf16.start, utf16.end)}`);
  return { ...result, found };
}

const acme = String.raw`
title = "ours"
[[rules]]
id = "acme-key"
description = "Acme"
tags = ["key"]
regex = '''(?i)[\w.-]{0,20}?acme(?:[ \t\w.-]{0,20})\s?[=:]\s?["']?(ak[a-z0-9]{14})(?:["'\s]|$)'''
entropy = 3
keywords = ["ACME"]
`;

describe('rules in the format of gitleaks', () => {
  it('find the group of the secret, by keywords in any case', () => {
    const { found, notes, pack } = imported(acme);
    expect(found('AcmeKey = "ak3f9z1q7m2x5c8v"')).toEqual(['ACME_KEY:ak3f9z1q7m2x5c8v']);
    expect(found('myacme: ak3f9z1q7m2x5c8v')).toEqual(['ACME_KEY:ak3f9z1q7m2x5c8v']);
    expect(found('other = "ak3f9z1q7m2x5c8v"')).toEqual([]);
    expect(notes).toEqual([]);
    expect(testPacks([pack])).toEqual([]);
  });

  it('find nothing of less entropy than they ask for', () => {
    expect(imported(acme).found('acme = "akaaaaaaaaaaaaaa"')).toEqual([]);
  });

  it('find the group that they name, and nothing where a word says that it is none', () => {
    const { found } = imported(String.raw`
[[rules]]
id = "2-part"
regex = '''(part)-(\d{8})'''
secretGroup = 2
keywords = ["part"]
[rules.allowlist]
stopwords = ["0000"]
`);
    expect(found('part-12345678')).toEqual(['SECRET_2_PART:12345678']);
    expect(found('part-00001234')).toEqual([]);
  });

  it('are allowed by expressions over the value, the match or the line, one of them or all', () => {
    const allowed = (list: string) =>
      imported(
        `[[rules]]\nid = "key"\nregex = '''key-([a-z0-9]{6})\\b'''\nkeywords = ["key-"]\n[[rules.allowlists]]\n${list}`,
      ).found('test key-abc123\nkey-abc124 = real').length;
    expect(allowed(`regexes = ['''^abc123$''']`)).toBe(1);
    expect(allowed(`regexes = ['''^key-abc''']`)).toBe(2);
    expect(allowed(`regexTarget = "match"\nregexes = ['''^key-abc''']`)).toBe(0);
    expect(allowed(`regexTarget = "line"\nregexes = ['''real$''']`)).toBe(1);
    expect(allowed(`condition = "AND"\nregexes = ['''3$''']\nstopwords = ["124"]`)).toBe(2);
    expect(allowed(`condition = "AND"\nregexes = ['''4$''']\nstopwords = ["124"]`)).toBe(1);
  });

  it('are allowed by the lists of the whole file, for all of them or those that it names', () => {
    const rule = (id: string) => `[[rules]]\nid = "${id}"\nregex = '''${id}-(\\d{4})'''\nkeywords = ["${id}"]\n`;
    const list = (more = '') => `[[allowlists]]\nregexes = ['''^1''']\n${more}\n`;
    expect(imported(list() + rule('one') + rule('two')).found('one-1234 two-1234 two-2234')).toEqual(['TWO:2234']);
    expect(imported(list('targetRules = ["one"]') + rule('one') + rule('two')).found('one-1234 two-1234')).toEqual([
      'TWO:1234',
    ]);
  });

  it('cover several lines where their expression does', () => {
    const { found } = imported(
      `[[rules]]\nid = "block"\nregex = '''-----OPEN-----[\\s\\S]{8,}?-----SHUT-----'''\nkeywords = ["-----open"]`,
    );
    expect(found('a\n-----OPEN-----\n12345678\nabc\n-----SHUT-----\nb')).toHaveLength(1);
  });

  it('are read line by line when they have no keyword', () => {
    const { found } = imported(`[[rules]]\nid = "bare"\nregex = '''\\bq[0-9]{9}\\b'''`);
    expect(found('a q123456789\nq987654321')).toEqual(['BARE:q123456789', 'BARE:q987654321']);
  });
});

describe('what is not done of a file of rules', () => {
  it('is noted, each field with its rule and its reason', () => {
    const { notes, pack, rules } = imported(String.raw`
[extend]
useDefault = true
[[rules]]
id = "a"
regex = '''key-\d{4}'''
path = '''\.pem$'''
keywords = ["key-"]
novelty = 1
entropy = "3"
[[rules.required]]
id = "b"
[[rules.allowlists]]
paths = ['''test''']
regexes = ['''(?=a)''', '''1''']
[[rules.allowlists]]
condition = "AND"
commits = ["abc"]
stopwords = ["2"]
[[rules]]
id = "b"
path = '''\.p12$'''
[[rules]]
id = "c"
regex = '''(?=a)b'''
keywords = ["abc"]
[[rules]]
id = "a"
regex = '''again'''
keywords = ["again"]
`);
    expect(pack.rules.map(({ id }) => id)).toEqual(['gitleaks.a']);
    expect(rules).toBe(4);
    expect(notes.map(({ rule, field, problem }) => `${rule ?? '-'} ${field}: ${problem}`)).toEqual([
      '- extend: is not followed: give the file that it extends too',
      'a path: is not applied: a text has no path, so the rule holds everywhere',
      'a novelty: is not known here',
      'a required: is not applied: the rule holds without the rules it requires',
      'a entropy: is no number: it is not applied',
      'a allowlist.paths: is not known of a text',
      'a allowlist.regexes[0]: is no expression of RE2',
      'a allowlist.commits: is not known of a text: the list needs all, and is left out',
      'b regex: is absent: the rule is left out',
      expect.stringMatching(/^c regex: is no expression of RE2: .*: the rule is left out$/),
      'a id: is the id of another rule too: the rule is left out',
    ]);
  });

  it('is all of it where the file is no TOML, with the place', () => {
    expect(importGitleaksRules('[[rules]\nid = 1')).toMatchObject({
      ok: false,
      problem: expect.stringContaining('line 1'),
    });
  });
});
