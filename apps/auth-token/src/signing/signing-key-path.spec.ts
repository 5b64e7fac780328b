import { describe, expect, it } from '@jest/globals';
import { signingKeyPath } from './signing-key-path.js';

describe('the place of a signing key', () => {
  it.each(['-KUeuz3iZreluExVls-8g7xxe7LKVPvALqdsOagYNk4', '_KUeuz3iZreluExVls', 'KUeuz3iZ'])(
    'is a path whatever its kid, %s, begins with',
    (kid) => {
      const segments = signingKeyPath(kid).split('/');
      for (const segment of segments) expect(segment).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/);
      expect(segments.at(-1)).toContain(kid);
    },
  );
});
