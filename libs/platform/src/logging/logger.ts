import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { currentTraceId } from '../tracing/trace-of-now.js';
import { LinesOfTurn } from './lines-of-turn.js';
import { allowListed, type FreeText, type LogFields } from './log-fields.js';

export interface LoggerAbout {
  readonly service: string;
  readonly instance: string;
  readonly level: string;
  readonly freeText: FreeText;
}

/**
 * Structured logs, one JSON line an event, for which only known fields exist: what is not in `LogFields` cannot be
 * logged, so a secret does not get there by passing an object along. Warnings and errors quote
 * what others wrote, so their text goes through `freeText`; the messages below them are constants of ours. They are
 * written at once; what is said below them, at the end of the turn of the event loop.
 */
export class Logger {
  private constructor(
    private readonly pino: PinoLogger,
    private readonly freeText: FreeText,
    private readonly lines?: LinesOfTurn,
  ) {}

  static create({ service, instance, level, freeText }: LoggerAbout, destination?: DestinationStream): Logger {
    const options = {
      level,
      base: { service, instance },
      timestamp: timeOfLine,
      mixin: traceOfLine,
      formatters: { level: (label: string) => ({ level: label }) },
    };
    if (destination !== undefined) return new Logger(pino(options, destination), freeText);
    standardOutput ??= new LinesOfTurn(pino.destination({ dest: 1, sync: true }));
    return new Logger(pino(options, standardOutput), freeText, standardOutput);
  }

  debug(message: string, fields: LogFields = {}): void {
    this.pino.debug(allowListed(fields, this.freeText), message);
  }

  info(message: string, fields: LogFields = {}): void {
    this.pino.info(allowListed(fields, this.freeText), message);
  }

  warn(message: string, fields: LogFields = {}): void {
    this.pino.warn(allowListed(fields, this.freeText), this.freeText(message));
    this.lines?.flush();
  }

  error(message: string, fields: LogFields = {}): void {
    this.pino.error(allowListed(fields, this.freeText), this.freeText(message));
    this.lines?.flush();
  }
}

/** One for all loggers of a process, so that their lines keep their order. */
let standardOutput: LinesOfTurn | undefined;

/** The trace that a line belongs to, unless the line says so itself. */
function traceOfLine(fields: object): { readonly traceId?: string } {
  if ('traceId' in fields) return {};
  const traceId = currentTraceId();
  return traceId === undefined ? {} : { traceId };
}

let written = { ms: NaN, text: '' };

/** ISO 8601, made once a millisecond: a busy process writes tens of lines in one. */
function timeOfLine(): string {
  const ms = Date.now();
  if (ms !== written.ms) written = { ms, text: `,"time":"${new Date(ms).toISOString()}"` };
  return written.text;
}
