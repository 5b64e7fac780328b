import { describe, expect, it } from '@jest/globals';
import { errorFacts, errorTable } from './error-table.js';
import { statusTable } from './status.js';

describe('the error table', () => {
  it.each(Object.entries(errorTable))('%s has a form that a client can match on, and a page', (code, row) => {
    expect(code).toMatch(/^err:[a-z-]+:[a-z-]+:[a-z-]+$/);
    expect(statusTable[row.status]).toBeDefined();
    expect(row.title.length).toBeGreaterThan(10);
    expect(row.happened).toMatch(/[.]$/);
    expect(row.fix).toMatch(/[.]$/);
  });

  it('treats a code that it does not know as an unexpected error', () => {
    expect(errorFacts('err:no:such:thing')).toMatchObject({
      code: 'err:platform:internal:unexpected',
      httpStatus: 500,
    });
  });

  it('keeps the exit codes that scripts rely on', () => {
    expect(errorFacts('err:request:invalid:schema').exitCode).toBe(2);
    expect(errorFacts('err:platform:unavailable:database').exitCode).toBe(3);
    expect(errorFacts('err:platform:unavailable:redis').exitCode).toBe(4);
    expect(errorFacts('err:platform:unavailable:secret-store').exitCode).toBe(5);
    expect(errorFacts('err:access:denied:scope').exitCode).toBe(8);
  });
});
