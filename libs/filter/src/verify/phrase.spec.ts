import { describe, expect, it } from '@jest/globals';
import { Filter } from '../filter.js';
import { maliciousPacks } from '../packs/malicious-packs.js';
import type { Form } from './phrase.js';
import { withGaps } from './phrase.js';

const rules = maliciousPacks.flatMap((pack) => pack.rules);
const forms = rules.flatMap(({ id, pattern }) =>
  pattern.kind === 'phrase' ? pattern.forms.map((form) => [id, form] as const) : [],
);
const sources = ({ before, behind }: Form): readonly string[] =>
  [before, behind].filter((source) => source !== undefined);

describe('the forms of attacks', () => {
  it('repeat nothing without a bound, so that a window costs what it is long', () => {
    for (const [id, form] of forms) {
      for (const source of sources(form)) {
        const outsideOfSets = withGaps(source)
          .replace(/\\./g, 'x')
          .replace(/\[[^\]]*\]/g, 'x');
        expect([id, /[*+]|,\}/.exec(outsideOfSets)?.[0]]).toEqual([id, undefined]);
      }
    }
  });

  it('have anchors in lower case, of two characters or more', () => {
    for (const [id, { anchors }] of forms) {
      expect([id, anchors.filter((anchor) => anchor.length < 2 || anchor !== anchor.toLowerCase())]).toEqual([id, []]);
    }
  });
});

describe('an attack', () => {
  const filter = new Filter({ packs: maliciousPacks });
  const typesIn = (text: string): readonly string[] => filter.text(text).entities.map(({ type }) => type);

  it.each([
    ['in any case', "x' UnIoN sElEcT 1"],
    ['with comments for spaces', 'x/**/union/**/select/**/1'],
    ['in a form', 'id=x+union+select+1'],
    ['escaped', 'id=x%27%20union%20select%201'],
    ['escaped twice', 'id=x%2527%2520union%2520select%25201'],
    ['in entities', 'x&apos; &#117;nion &#x73;elect 1'],
    ['in JSON', String.raw`{"a":"x' \u0075nion select 1"}`],
    ['in full width', 'ｕｎｉｏｎ ｓｅｌｅｃｔ 1'],
    ['with invisible characters', 'un\u200bion sel\u200bect 1'],
    ['in base64', `a=${Buffer.from("x' union select 1 from t").toString('base64')}`],
    ['in hexadecimal', `a=${Buffer.from("x' union select 1 from t").toString('hex')}`],
  ])('is found %s', (_name, text) => {
    expect(typesIn(text)).toContain('SQL_INJECTION');
  });

  it('is no part of a longer word', () => {
    expect(typesIn('reunion select 1, communion select 1')).not.toContain('SQL_INJECTION');
  });

  it('in what was packed is redacted as it is written there', () => {
    const packed = Buffer.from('say: union select 1 now').toString('base64');
    const { output } = filter.text(`a=${packed}!`, { scoreMin: 0.5, otherwise: 'mask' });
    expect(output).toMatch(/^a=[\w+/]+\[SQL_INJECTION\][\w+/]+=*!$/);
  });
});

describe('what an attack says', () => {
  it('ends with a whole character, also one of two code units', () => {
    const filter = new Filter({ packs: maliciousPacks });
    const { output } = filter.text('x=document.cookie🙂', { scoreMin: 0, otherwise: 'redact' });
    expect(output).toBe('x=[XSS]');
  });
});
