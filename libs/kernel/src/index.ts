export { assertNever } from './assert-never.js';
export { systemClock, type Clock } from './clock.js';
export { DomainError, type DomainErrorDetail } from './domain-error.js';
export { uuidv7 } from './ids.js';
export { err, ok, type Result } from './result.js';
