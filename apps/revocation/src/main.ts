import 'reflect-metadata';
import { runService } from '@strongroom/platform';
import { RevocationModule } from './revocation.module.js';
import { revocationSettings } from './settings.js';

await runService({ service: 'revocation', settings: revocationSettings, module: RevocationModule });
