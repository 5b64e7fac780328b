import { contactPack } from './contact.pack.js';
import { financialPack } from './financial.pack.js';
import type { Pack } from './pack.js';
import { providersPack } from './providers.pack.js';
import { secretsAiPack } from './secrets-ai.pack.js';
import { secretsCloudPack } from './secrets-cloud.pack.js';
import { secretsDevelopmentPack } from './secrets-development.pack.js';
import { secretsServicesPack } from './secrets-services.pack.js';
import { secretsPack } from './secrets.pack.js';
import { strongroomPack } from './strongroom.pack.js';

export const standardPacks: readonly Pack[] = [
  contactPack,
  financialPack,
  providersPack,
  secretsAiPack,
  secretsCloudPack,
  secretsDevelopmentPack,
  secretsServicesPack,
  secretsPack,
  strongroomPack,
];
