import { contactPack } from './contact.pack.js';
import { financialPack } from './financial.pack.js';
import type { Pack } from './pack.js';
import { providersPack } from './providers.pack.js';
import { strongroomPack } from './strongroom.pack.js';

export const standardPacks: readonly Pack[] = [contactPack, financialPack, providersPack, strongroomPack];
