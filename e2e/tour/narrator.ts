/** Tells the tour to a newcomer, and keeps count of promises: one that is not kept makes the tour fail. */
export class Narrator {
  private kept = 0;
  private readonly broken: string[] = [];

  private readonly print: (line: string) => void;

  constructor(print: (line: string) => void) {
    this.print = print;
  }

  chapter(title: string): void {
    this.print(`\n${title}`);
  }

  say(line: string): void {
    this.print(`  ${line}`);
  }

  /** A promise of the system, with what was seen. Throws nothing: the rest of the tour goes on. */
  promise(sentence: string, seen: boolean): void {
    if (seen) this.kept += 1;
    else this.broken.push(sentence);
    this.print(`  ${seen ? '✓' : '✗ NOT AS PROMISED:'} ${sentence}`);
  }

  /** Prints the sum; true if every promise was kept. */
  conclude(): boolean {
    this.print(`\n${this.kept} promises kept, ${this.broken.length} broken`);
    for (const sentence of this.broken) this.print(`  ✗ ${sentence}`);
    return this.broken.length === 0;
  }
}
