import { type Filter, type Policy } from '@strongroom/filter';

/** The stack of an error with its causes is a tenth of it. */
const SHOWN_MAX = 16_384;
/** What keeps the event loop for 10 ms; a longer text is a dump. */
const READ_MAX = 262_144;

export type Strings = string | null | { readonly [name: string]: Strings };

/** Where something happened stays readable: who is called at night needs the address. */
const policy: Policy = {
  scoreMin: 0.5,
  otherwise: 'redact',
  types: { IP_ADDRESS: 'allow', MAC_ADDRESS: 'allow', URL: 'allow' },
};

/**
 * The filter as our own logs and exports use it: in place of a secret, of personal or payment data stands its type in
 * square brackets. To load it takes a fifth of a second and 20 MB, so a process opens it once, when it starts.
 */
export class Redaction {
  private constructor(private readonly filter: Filter) {}

  static async open(): Promise<Redaction> {
    const { Filter } = await import('@strongroom/filter');
    return new Redaction(new Filter({ limits: { textLengthMax: READ_MAX } }));
  }

  /** What of a text may be logged. Never throws: a log line is written when things go wrong. */
  readonly text = (text: string): string => {
    try {
      return cut(this.filter.text(text, policy).output ?? '');
    } catch (error) {
      return `[${text.length} characters not shown: ${error instanceof Error ? error.message : typeof error}]`;
    }
  };

  /** What of strings may leave; each is read under its name. Throws `FilterLimitExceeded` for more than 262,144 characters. */
  strings<T extends Strings>(value: T): T {
    // A string is redacted into a string, so the shape is the same.
    return this.filter.json(value, policy).output as T;
  }
}

function cut(text: string): string {
  return text.length <= SHOWN_MAX ? text : `${text.slice(0, SHOWN_MAX)} [${text.length - SHOWN_MAX} characters more]`;
}
