import { renderTable } from './table.js';

export interface Column<Row> {
  readonly header: string;
  readonly cell: (row: Row) => string;
}

/** Where a command speaks: data to stdout, so that it can be piped; talk to stderr, so that it does not get in there. */
export class Output {
  constructor(
    private readonly json: boolean,
    private readonly stdout: (text: string) => void = (text) => process.stdout.write(text),
    private readonly stderr: (text: string) => void = (text) => process.stderr.write(text),
  ) {}

  readonly say = (line: string): void => {
    this.stderr(`${line}\n`);
  };

  /** With `--json` the rows as they are, one JSON array; else a table. */
  rows<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): void {
    const headers = columns.map(({ header }) => header);
    const cells = rows.map((row) => columns.map(({ cell }) => cell(row)));
    this.stdout(`${this.json ? JSON.stringify(rows) : renderTable(headers, cells)}\n`);
  }

  /** With `--json` the value as it is; else the sentence. */
  value(value: unknown, sentence: string): void {
    this.stdout(`${this.json ? JSON.stringify(value) : sentence}\n`);
  }
}
