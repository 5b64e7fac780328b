import { renderCsv } from './csv.js';
import { renderTable } from './table.js';

export const formats = ['table', 'json', 'csv'] as const;
export type Format = (typeof formats)[number];

export interface Column<Row> {
  readonly header: string;
  readonly cell: (row: Row) => string;
}

/** Where a command speaks: data to stdout, so that it can be piped; talk to stderr, so that it does not get in there. */
export class Output {
  constructor(
    private readonly format: Format,
    private readonly stdout: (text: string) => void = (text) => process.stdout.write(text),
    private readonly stderr: (text: string) => void = (text) => process.stderr.write(text),
  ) {}

  readonly say = (line: string): void => {
    this.stderr(`${line}\n`);
  };

  /** As JSON the rows as they are, one array; else what the columns say of each. */
  rows<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): void {
    if (this.format === 'json') {
      this.stdout(`${JSON.stringify(rows)}\n`);
      return;
    }
    const headers = columns.map(({ header }) => header);
    const cells = rows.map((row) => columns.map(({ cell }) => cell(row)));
    this.stdout(`${this.format === 'csv' ? renderCsv(headers, cells) : renderTable(headers, cells)}\n`);
  }

  /** One thing: as JSON the value as it is, else a line for each field. */
  record(value: unknown, fields: readonly { readonly field: string; readonly value: string }[]): void {
    if (this.format === 'json') this.stdout(`${JSON.stringify(value)}\n`);
    else
      this.rows(fields, [
        { header: 'FIELD', cell: ({ field }) => field },
        { header: 'VALUE', cell: (row) => row.value },
      ]);
  }

  /** As JSON the value as it is; else the sentence. */
  value(value: unknown, sentence: string): void {
    this.stdout(`${this.format === 'json' ? JSON.stringify(value) : sentence}\n`);
  }
}
