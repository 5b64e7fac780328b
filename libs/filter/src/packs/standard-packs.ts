import { contactPack } from './contact.pack.js';
import { cryptoPack } from './crypto.pack.js';
import { financialPack } from './financial.pack.js';
import { identityPack } from './identity.pack.js';
import { maliciousCodePack } from './malicious-code.pack.js';
import { maliciousCommandPack } from './malicious-command.pack.js';
import { maliciousDatabasePack } from './malicious-database.pack.js';
import { maliciousDocumentPack } from './malicious-document.pack.js';
import { maliciousPathPack } from './malicious-path.pack.js';
import { maliciousScriptPack } from './malicious-script.pack.js';
import { maliciousSqlPack } from './malicious-sql.pack.js';
import { maliciousTextPack } from './malicious-text.pack.js';
import { maliciousWebPack } from './malicious-web.pack.js';
import { networkPack } from './network.pack.js';
import type { Pack } from './pack.js';
import { phonePack } from './phone.pack.js';
import { providersPack } from './providers.pack.js';
import { secretsAiPack } from './secrets-ai.pack.js';
import { secretsCloudPack } from './secrets-cloud.pack.js';
import { secretsDevelopmentPack } from './secrets-development.pack.js';
import { secretsServicesPack } from './secrets-services.pack.js';
import { secretsPack } from './secrets.pack.js';
import { strongroomPack } from './strongroom.pack.js';

export const standardPacks: readonly Pack[] = [
  contactPack,
  cryptoPack,
  financialPack,
  identityPack,
  maliciousCodePack,
  maliciousCommandPack,
  maliciousDatabasePack,
  maliciousDocumentPack,
  maliciousPathPack,
  maliciousScriptPack,
  maliciousSqlPack,
  maliciousTextPack,
  maliciousWebPack,
  networkPack,
  phonePack,
  providersPack,
  secretsAiPack,
  secretsCloudPack,
  secretsDevelopmentPack,
  secretsServicesPack,
  secretsPack,
  strongroomPack,
];
