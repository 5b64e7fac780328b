import { databaseSettings, processSettings } from '@strongroom/platform';

export const contentFilterSettings = processSettings.extend(databaseSettings.shape);
