import { maliciousCodePack } from './malicious-code.pack.js';
import { maliciousCommandPack } from './malicious-command.pack.js';
import { maliciousDatabasePack } from './malicious-database.pack.js';
import { maliciousDocumentPack } from './malicious-document.pack.js';
import { maliciousPathPack } from './malicious-path.pack.js';
import { maliciousScriptPack } from './malicious-script.pack.js';
import { maliciousSqlPack } from './malicious-sql.pack.js';
import { maliciousTextPack } from './malicious-text.pack.js';
import { maliciousWebPack } from './malicious-web.pack.js';
import type { Pack } from './pack.js';

/**
 * Input that must not get in: what somebody sends to make a program do what it should not. Looked for only where it is
 * asked for: in source code and in talk about it there is plenty, and it costs as much as all the rest together.
 */
export const maliciousPacks: readonly Pack[] = [
  maliciousCodePack,
  maliciousCommandPack,
  maliciousDatabasePack,
  maliciousDocumentPack,
  maliciousPathPack,
  maliciousScriptPack,
  maliciousSqlPack,
  maliciousTextPack,
  maliciousWebPack,
];
