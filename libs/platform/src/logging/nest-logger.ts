import { type LoggerService } from '@nestjs/common';
import { type Logger } from './logger.js';

/** NestJS's own messages as lines of our log. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.logger.debug(String(message), component(rest));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.logger.debug(String(message), component(rest));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.logger.debug(String(message), component(rest));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.logger.warn(String(message), component(rest));
  }

  error(message: unknown, ...rest: unknown[]): void {
    if (message instanceof Error) this.logger.error(message.message, { ...component(rest), error: message });
    else this.logger.error(String(message), component(rest));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.error(message, ...rest);
  }
}

/** NestJS passes the name of the class that speaks as the last argument. */
function component(rest: readonly unknown[]): { component?: string } {
  const last = rest.at(-1);
  return typeof last === 'string' ? { component: last } : {};
}
