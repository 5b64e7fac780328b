import { id128, writeId128, type RevocationScope } from '@strongroom/guard';

/** The name under which guards know it, as the log keeps it. */
export function idBytes(...name: [scope: RevocationScope, tenant: string, id: string]): Buffer {
  const bytes = Buffer.alloc(16);
  writeId128(id128(...name), bytes, 0);
  return bytes;
}
