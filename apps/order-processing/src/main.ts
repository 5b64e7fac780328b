import 'reflect-metadata';
import { runService } from '@strongroom/platform';
import { OrderProcessingModule } from './order-processing.module.js';
import { orderProcessingSettings } from './settings.js';

await runService({
  service: 'order-processing',
  settings: orderProcessingSettings,
  module: OrderProcessingModule,
});
