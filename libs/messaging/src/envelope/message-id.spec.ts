import { describe, expect, it } from '@jest/globals';
import { messageId } from './message-id.js';

describe('a message id', () => {
  it('is a UUID of version 7 that begins with the time', () => {
    const beforeMs = Date.now();
    const id = messageId();
    const timeMs = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(timeMs).toBeGreaterThanOrEqual(beforeMs);
    expect(timeMs).toBeLessThanOrEqual(Date.now());
  });

  it('is never made twice', () => {
    expect(new Set(Array.from({ length: 20_000 }, messageId)).size).toBe(20_000);
  });
});
