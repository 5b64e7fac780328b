import { describe, expect, it } from '@jest/globals';
import { Output } from './output.js';
import { renderTable } from './table.js';

describe('renderTable', () => {
  it('aligns columns by their widest cell and leaves no blanks at the end of a line', () => {
    expect(
      renderTable(
        ['WHAT', 'URL'],
        [
          ['gateway', 'http://a'],
          ['x', ''],
        ],
      ),
    ).toBe(['WHAT     URL', 'gateway  http://a', 'x'].join('\n'));
  });
});

describe('Output', () => {
  const columns = [{ header: 'N', cell: ({ n }: { n: number }) => String(n) }];

  it('keeps data and talk apart, so that data can be piped', () => {
    const [data, talk]: [string[], string[]] = [[], []];
    const output = new Output(
      'table',
      (text) => data.push(text),
      (text) => talk.push(text),
    );
    output.say('working');
    output.rows([{ n: 1 }], columns);
    expect(data).toEqual(['N\n1\n']);
    expect(talk).toEqual(['working\n']);
  });

  it('gives the rows themselves as JSON when asked', () => {
    const data: string[] = [];
    const output = new Output(
      'json',
      (text) => data.push(text),
      () => undefined,
    );
    output.rows([{ n: 1 }], columns);
    expect(JSON.parse(data.join(''))).toEqual([{ n: 1 }]);
  });

  it('writes rows as CSV when asked, with quotes where a reader needs them', () => {
    const data: string[] = [];
    const output = new Output(
      'csv',
      (text) => data.push(text),
      () => undefined,
    );
    const cell = ({ text }: { text: string }): string => text;
    output.rows([{ text: 'plain' }, { text: 'a "b", c' }], [{ header: 'T', cell }]);
    expect(data).toEqual(['T\r\nplain\r\n"a ""b"", c"\n']);
  });
});
