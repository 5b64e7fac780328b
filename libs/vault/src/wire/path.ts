import { VaultFault } from '../vault-fault.js';

const SEGMENT = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/**
 * A path made of plain segments, such as `services/gateway/exchange`. A segment that holds a slash, a dot-dot, a percent
 * sign or a question mark could name another secret than the one meant; none is accepted, and so none needs escaping.
 *
 * @throws {VaultFault} `refused`
 */
export function checkedPath(path: string): string {
  for (const segment of path.split('/')) {
    if (!SEGMENT.test(segment)) {
      throw new VaultFault('refused', {
        message: `${JSON.stringify(path)} is not a path: each segment has to match ${SEGMENT.source}`,
      });
    }
  }
  return path;
}
