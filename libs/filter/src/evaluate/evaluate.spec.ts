import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Filter } from '../filter.js';
import { bootstrap } from './bootstrap.js';
import { evaluate } from './evaluate.js';
import type { GoldDocument, RecognizerRow } from './gold.js';
import { standardPacks } from '../packs/standard-packs.js';
import { splitInHalves } from './halves.js';
import { readPresidioDocuments, readPresidioRecognizerTests } from './presidio-formats.js';
import { evaluateRows } from './recognizer-rows.js';
import { figuresOf } from './tally.js';

const filter = new Filter();
const families = { EMAIL_ADDRESS: 'contact', CREDIT_CARD: 'financial', IBAN_CODE: 'financial' };

function marked(text: string, type: string, judged: readonly string[] = [type]): GoldDocument {
  const before = text.indexOf('⟦');
  const plain = Array.from(text.replace(/[⟦⟧]/g, ''));
  const start = Array.from(text.slice(0, Math.max(0, before))).length;
  const end = start + Array.from(text.slice(before + 1, text.indexOf('⟧'))).length;
  return { text: plain.join(''), judged, group: text, gold: before < 0 ? [] : [{ type, codePoints: { start, end } }] };
}

describe('an evaluation', () => {
  it('counts what was found, what was missed and what is not there, for each type and family', () => {
    const documents = [
      marked('🙂 mail ⟦alice@example.com⟧', 'EMAIL_ADDRESS'),
      marked('mail ⟦alice at example.com⟧', 'EMAIL_ADDRESS'),
      marked('4111 1111 1111 1111', 'CREDIT_CARD'),
      marked('⟦GB82WEST12345698765432⟧', 'IBAN_CODE'),
    ];
    const { overall, byType, byFamily, mistakes } = evaluate(filter, documents, families);
    expect(byType['EMAIL_ADDRESS']).toMatchObject({ hits: 1, misses: 1, falseAlarms: 0, precision: 1, recall: 0.5 });
    expect(byType['CREDIT_CARD']).toMatchObject({ hits: 0, falseAlarms: 1, precision: 0, recall: 1 });
    expect(byFamily['financial']).toMatchObject({ hits: 1, falseAlarms: 1, precision: 0.5, exact: 1 });
    expect(overall).toMatchObject({ hits: 2, misses: 1, falseAlarms: 1 });
    expect(mistakes).toMatchObject([
      { document: 1, kind: 'missed', type: 'EMAIL_ADDRESS' },
      { document: 2, kind: 'false alarm', type: 'CREDIT_CARD', codePoints: { start: 0, end: 19 } },
    ]);
  });

  it('does not count what a document was not marked for, nor types that nobody asks for', () => {
    const documents = [marked('alice@example.com 4111111111111111', 'IBAN_CODE')];
    expect(evaluate(filter, documents, families).overall).toMatchObject({ hits: 0, misses: 0, falseAlarms: 0 });
    expect(evaluate(filter, [marked('⟦Alice⟧', 'PERSON')], families).byType).toEqual({});
  });

  it('takes two findings over one mark for one hit and one false alarm', () => {
    const documents = [marked('⟦alice@example.com bob@example.com⟧', 'EMAIL_ADDRESS')];
    expect(evaluate(filter, documents, families).overall).toMatchObject({ hits: 1, falseAlarms: 1, exact: 0 });
  });
});

describe('figures', () => {
  it('weigh what slips through more than what is hidden for nothing', () => {
    const missing = figuresOf({ hits: 8, falseAlarms: 0, misses: 2 });
    const inventing = figuresOf({ hits: 8, falseAlarms: 2, misses: 0 });
    expect(missing).toMatchObject({ precision: 1, recall: 0.8 });
    expect(inventing.f2).toBeGreaterThan(missing.f2);
  });

  it('lie within their interval, which closes when all documents agree', () => {
    const tally = fc.record({ hits: fc.nat(5), falseAlarms: fc.nat(5), misses: fc.nat(5) });
    fc.assert(
      fc.property(tally, (one) => {
        const { f2 } = figuresOf(one);
        expect(bootstrap(new Array(10).fill(one)).f2).toEqual({
          low: expect.closeTo(f2, 10),
          high: expect.closeTo(f2, 10),
        });
      }),
      { numRuns: 20 },
    );
    const right = { hits: 1, falseAlarms: 0, misses: 0 };
    const wrong = { hits: 0, falseAlarms: 0, misses: 1 };
    const { recall } = bootstrap([
      ...new Array<typeof right>(20).fill(right),
      ...new Array<typeof right>(20).fill(wrong),
    ]);
    expect(recall.low).toBeLessThan(0.5);
    expect(recall.high).toBeGreaterThan(0.5);
  });
});

describe('the halves', () => {
  it('hold each document once, and no template is in both', () => {
    const documents = Array.from({ length: 200 }, (_, index) => ({
      ...marked('x', 'EMAIL_ADDRESS'),
      group: String(index % 50),
    }));
    const { tuning, checking } = splitInHalves(documents);
    expect(tuning.length + checking.length).toBe(200);
    expect(Math.min(tuning.length, checking.length)).toBeGreaterThan(40);
    const seen = new Set(tuning.map(({ group }) => group));
    expect(checking.filter(({ group }) => seen.has(group))).toEqual([]);
  });
});

describe('data sets of Presidio', () => {
  it('are read in our names, with code points as they are', () => {
    const document = {
      full_text: '🙂 a@b.co Ann',
      spans: [
        { entity_type: 'EMAIL', start_position: 2, end_position: 8 },
        { entity_type: 'PERSON', start_position: 9, end_position: 12 },
      ],
      template_id: 7,
    };
    expect(readPresidioDocuments([document], { EMAIL: 'EMAIL_ADDRESS' })).toEqual([
      {
        text: '🙂 a@b.co Ann',
        judged: ['EMAIL_ADDRESS'],
        group: 'template 7',
        gold: [{ type: 'EMAIL_ADDRESS', codePoints: { start: 2, end: 8 } }],
      },
    ]);
  });

  const rowsOf = (...rows: readonly object[]): readonly RecognizerRow[] =>
    readPresidioRecognizerTests(
      { mail: { recognizers: ['EmailRecognizer'], rows } },
      { EmailRecognizer: 'EMAIL_ADDRESS' },
    );

  it('are read as rows, whatever they call their text and their verdict; those of models are left out', () => {
    expect(
      rowsOf(
        { text: 'a@b.co', expected_len: 1, expected_positions: [[0, 6]] },
        { iban: 'a@', expected_len: 0 },
        { number: 'b@', expected: false },
        { number: 'c@', expected: null },
        {},
      ),
    ).toMatchObject([
      { text: 'a@b.co', count: 1, places: [[0, 6]] },
      { text: 'a@', count: 0 },
      { text: 'b@', count: 0 },
    ]);
    const people = { people: { recognizers: ['SpacyRecognizer'], rows: [{ text: 'Ann', expected_len: 1 }] } };
    expect(readPresidioRecognizerTests(people, { EmailRecognizer: 'EMAIL_ADDRESS' })).toEqual([]);
  });

  it('pass when that type alone is found as often as it must be, and there', () => {
    const rows = rowsOf(
      { text: 'alice@example.com 4111111111111111', expected_len: 1, expected_positions: [[0, 17]] },
      { text: 'alice@example.com', expected_len: 1, expected_positions: [[1, 17]] },
      { text: 'alice@example.com', expected_len: 0 },
    );
    expect(evaluateRows(standardPacks, rows)).toMatchObject({
      rows: 3,
      passed: 1,
      mistakes: [{ found: [[0, 17]] }, {}],
    });
  });
});
