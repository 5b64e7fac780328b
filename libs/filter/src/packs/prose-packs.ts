import { organisationsPack } from './organisations.pack.js';
import type { Pack } from './pack.js';
import { peoplePack } from './people.pack.js';
import { placesPack } from './places.pack.js';

/** What people write of people, places and organisations. For prose: code and logs have capitals and numbers everywhere. */
export const prosePacks: readonly Pack[] = [peoplePack, placesPack, organisationsPack];
