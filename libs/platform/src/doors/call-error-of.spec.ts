import { fault } from '@strongroom/contracts';
import { VaultFault, type FaultKind } from '@strongroom/vault';
import { describe, expect, it } from '@jest/globals';
import { Logger } from '../logging/logger.js';
import { callErrorOf } from './call-error-of.js';

function answered(error: unknown): { readonly told: ReturnType<typeof callErrorOf>; readonly logged: string } {
  let logged = '';
  const write = (line: string): void => {
    logged += line;
  };
  const told = callErrorOf(
    error,
    Logger.create({ service: 'test', instance: '1', level: 'info', freeText: String }, { write }),
  );
  return { told, logged };
}

describe('what a caller is told of an error', () => {
  const away: readonly FaultKind[] = ['down', 'sealed', 'standby', 'throttled', 'denied'];
  it.each(away)('is that the secret store is not available when it is %s, and the log says which it was', (kind) => {
    const { told, logged } = answered(new VaultFault(kind, { message: 'canary', retryAfterMs: 7_000 }));
    expect(told).toMatchObject({
      status: 'UNAVAILABLE',
      code: 'err:platform:unavailable:secret-store',
      retryable: true,
      retryAfterMs: 7_000,
    });
    expect(JSON.stringify(told)).not.toContain('canary');
    expect(JSON.parse(logged)).toMatchObject({ level: 'warn', error: { detail: `${kind}: canary` } });
  });

  it.each<FaultKind>(['refused', 'missing'])('is no invitation to try again when the store calls it %s', (kind) => {
    const { told } = answered(new VaultFault(kind, { message: 'canary' }));
    expect(told).toMatchObject({ status: 'INTERNAL', retryable: false });
    expect(JSON.stringify(told)).not.toContain('canary');
  });

  it('is nothing but that it failed when nobody foresaw it', () => {
    const { told, logged } = answered(new Error('canary'));
    expect(told).toMatchObject({ status: 'INTERNAL', code: 'err:platform:internal:unexpected' });
    expect(JSON.stringify(told)).not.toContain('canary');
    expect(logged).toContain('canary');
  });

  it('is the message and the fields of an error of the table, without its detail', () => {
    const fields = [{ pointer: '/a', rule: 'must be there' }];
    const { told, logged } = answered(fault('err:request:invalid:schema', { message: '/a', detail: 'canary', fields }));
    expect(told).toMatchObject({ status: 'INVALID_ARGUMENT', message: '/a', fields });
    expect(JSON.stringify(told)).not.toContain('canary');
    expect(logged).toBe('');
  });
});
