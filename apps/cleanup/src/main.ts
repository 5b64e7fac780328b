import 'reflect-metadata';
import { runService } from '@strongroom/platform';
import { CleanupModule } from './cleanup.module.js';
import { cleanupSettings } from './settings.js';

await runService({ service: 'cleanup', settings: cleanupSettings, module: CleanupModule });
