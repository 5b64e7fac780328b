import { maliciousPacks, type Pack, standardPacks } from '@strongroom/filter';

/** The service stands before doors as well as behind them: it looks for what must not get in, too. */
export const servicePacks: readonly Pack[] = [...standardPacks, ...maliciousPacks];
