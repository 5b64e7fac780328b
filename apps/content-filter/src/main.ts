import 'reflect-metadata';
import { runService } from '@strongroom/platform';
import { ContentFilterModule } from './content-filter.module.js';
import { contentFilterSettings } from './settings.js';

await runService({ service: 'content-filter', settings: contentFilterSettings, module: ContentFilterModule });
