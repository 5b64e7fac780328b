import 'reflect-metadata';
import { runService } from '@strongroom/platform';
import { AuthTokenModule } from './auth-token.module.js';
import { authTokenSettings } from './settings.js';

await runService({ service: 'auth-token', settings: authTokenSettings, module: AuthTokenModule });
