import { databaseSettings, processSettings } from '@strongroom/platform';

export const cleanupSettings = processSettings.extend(databaseSettings.shape);
