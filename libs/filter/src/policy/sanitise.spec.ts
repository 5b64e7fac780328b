import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Filter } from '../filter.js';
import { maliciousPacks } from '../packs/malicious-packs.js';
import { standardPacks } from '../packs/standard-packs.js';
import { sanitiseText, type Sink } from './sanitise.js';

const filter = new Filter({ packs: [...standardPacks, ...maliciousPacks] });
const sanitised = (text: string, sanitiseFor: Sink): string | null =>
  filter.text(text, { scoreMin: 0.5, otherwise: 'allow', families: { malicious: { sanitiseFor } } }).output;

describe('what is sanitised', () => {
  it.each([
    ['html', 'hi <script>alert(1)', 'hi &#60;script&#62;alert(1'],
    ['html', 'hi %3Cscript%3E', 'hi &#60;script&#62;'],
    ['sql', "x' or 'a'='a", "x'' or ''a''='a"],
    ['shell', 'a;uname -a', String.raw`a\;uname\ -a`],
    ['csv', 'name\n=HYPERLINK("http://x")', "name\n'=HYPERLINK("],
    ['log', '/a?x=y%0d%0aSet-Cookie: a=b', String.raw`/a?x=y%0d\u{000a}Set-Cookie: a=b`],
  ] as const)('for %s of %j begins with %j', (sink, text, start) => {
    expect(sanitised(text, sink)?.slice(0, start.length)).toBe(start);
  });

  it('is said to be, and what is not found is not touched', () => {
    const policy = { scoreMin: 0.5, otherwise: { sanitiseFor: 'html' } } as const;
    expect(filter.text('1 < 2 & <script>', policy)).toMatchObject({
      action: 'sanitise',
      output: '1 < 2 & &#60;script&#62;',
      entities: [{ action: 'sanitise' }],
    });
  });

  it('is redacted when it was packed: no escape would survive there', () => {
    expect(sanitised(Buffer.from('say <script>alert(1) now').toString('base64'), 'html')).toContain('[XSS]');
  });
});

describe('a sanitised text', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 30 });

  it('holds nothing that HTML reads as markup, and ends no literal of SQL', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(sanitiseText(text, 'html')).not.toMatch(/[<>"'`=]|&(?!#\d+;)/);
        expect(sanitiseText(text, 'sql').replaceAll(/''|""|\\\\/g, '')).not.toMatch(/['"\\\0]/);
      }),
    );
  });

  it('is one line of visible characters for a log', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(sanitiseText(text, 'log')).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
      }),
    );
  });

  it('is what a real shell reads as one word', () => {
    const ascii = fc.stringMatching(/^[ -~]{0,20}$/);
    fc.assert(
      fc.property(ascii, (text) => {
        const script = `printf %s\\\\n ${sanitiseText(text, 'shell')}`;
        expect(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' })).toBe(`${text}\n`);
      }),
      { numRuns: 20 },
    );
    const words = execFileSync('/bin/sh', ['-c', `printf '[%s]' ${sanitiseText('', 'shell')} end`], {
      encoding: 'utf8',
    });
    expect(words).toBe('[][end]');
  });
});
