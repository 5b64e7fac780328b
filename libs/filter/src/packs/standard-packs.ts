import { accountsPack } from './accounts.pack.js';
import { devicesPack } from './devices.pack.js';
import { documentsEuropePack } from './documents-europe.pack.js';
import { documentsWorldPack } from './documents-world.pack.js';
import { nationalAmericasPack } from './national-americas.pack.js';
import { nationalElsewherePack } from './national-elsewhere.pack.js';
import { nationalEuropePack } from './national-europe.pack.js';
import { contactPack } from './contact.pack.js';
import { cryptoPack } from './crypto.pack.js';
import { financialPack } from './financial.pack.js';
import { identityPack } from './identity.pack.js';
import { networkPack } from './network.pack.js';
import type { Pack } from './pack.js';
import { particularsPack } from './particulars.pack.js';
import { phonePack } from './phone.pack.js';
import { providersPack } from './providers.pack.js';
import { secretsAiPack } from './secrets-ai.pack.js';
import { secretsCloudPack } from './secrets-cloud.pack.js';
import { secretsDevelopmentPack } from './secrets-development.pack.js';
import { secretsServicesPack } from './secrets-services.pack.js';
import { secretsMicrosoftPack } from './secrets-microsoft.pack.js';
import { secretsPlatformsPack } from './secrets-platforms.pack.js';
import { secretsPack } from './secrets.pack.js';
import { strongroomPack } from './strongroom.pack.js';

/** Values that must not get out: what `Filter` looks for unless it is told otherwise. */
export const standardPacks: readonly Pack[] = [
  accountsPack,
  devicesPack,
  documentsEuropePack,
  documentsWorldPack,
  nationalAmericasPack,
  nationalElsewherePack,
  nationalEuropePack,
  contactPack,
  cryptoPack,
  financialPack,
  identityPack,
  networkPack,
  particularsPack,
  phonePack,
  providersPack,
  secretsAiPack,
  secretsCloudPack,
  secretsDevelopmentPack,
  secretsMicrosoftPack,
  secretsPlatformsPack,
  secretsServicesPack,
  secretsPack,
  strongroomPack,
];
