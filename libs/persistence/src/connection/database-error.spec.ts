import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { databaseError, isUniqueViolation, isWorthRepeating } from './database-error.js';

const unavailable = { code: 'err:platform:unavailable:database' };
const driverError = (about: Record<string, string>): Error => Object.assign(new Error(about['message']), about);
const failed = (about: Record<string, string>): Error =>
  new QueryFailedError('SELECT $1', ['a secret'], driverError(about));

describe('databaseError', () => {
  it.each([
    [{ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:5432' }],
    [{ code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND db' }],
    [{ message: 'timeout exceeded when trying to connect' }],
    [{ message: 'Connection terminated unexpectedly' }],
    [{ message: 'Query read timeout' }],
    [{ code: '57P01', message: 'terminating connection due to administrator command' }],
    [{ code: '57014', message: 'canceling statement due to statement timeout' }],
    [{ code: '53300', message: 'sorry, too many clients already' }],
    [{ code: '08006', message: 'connection failure' }],
    [{ code: '25006', message: 'cannot execute INSERT in a read-only transaction' }],
    [{ code: '55P03', message: 'canceling statement due to lock timeout' }],
  ])('calls it unavailable, and worth trying again: %j', (about) => {
    expect(databaseError(driverError(about))).toMatchObject(unavailable);
    expect(databaseError(failed(about))).toMatchObject({ ...unavailable, retryAfterMs: 1_000 });
  });

  it('keeps the state and the constraint of a refused statement, and neither parameters nor detail', () => {
    const error = databaseError(
      failed({
        code: '23505',
        constraint: 'token_pk',
        message: 'duplicate key',
        detail: 'Key (jti)=(a secret) exists',
      }),
    );
    expect(error).toMatchObject({ name: 'SqlError', sqlState: '23505', constraint: 'token_pk' });
    expect(isUniqueViolation(error, 'token_pk')).toBe(true);
    expect(`${JSON.stringify(error)}${String(error)}`).not.toContain('a secret');
  });

  it('does not repeat a value that the server quotes', () => {
    const error = databaseError(failed({ code: '22P02', message: 'invalid input syntax for type uuid: "a secret"' }));
    expect(error).toMatchObject({ message: 'invalid input syntax for type uuid (SQLSTATE 22P02)' });
  });

  it('knows which failures had no effect and may succeed when run again', () => {
    const worth = (code: string): boolean => isWorthRepeating(databaseError(failed({ code, message: '' })));
    expect(['40001', '40P01'].map(worth)).toEqual([true, true]);
    expect(['23505', '57014', '08006', '40003'].map(worth)).toEqual([false, false, false, false]);
  });

  it('passes on what is no error of the database', () => {
    const mistake = new TypeError('x is not a function');
    expect(databaseError(mistake)).toBe(mistake);
    expect(databaseError('text')).toBe('text');
  });
});
