import { DomainError, type DomainErrorDetail } from '@strongroom/kernel';
import { type ErrorCode } from './error-table.js';

/** An error of the table, ready to be thrown: `throw fault('err:access:denied:scope', { message: '...' })`. */
export function fault(code: ErrorCode, about: DomainErrorDetail): DomainError<ErrorCode> {
  return new DomainError(code, about);
}
