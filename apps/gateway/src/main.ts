import { runProcess } from '@strongroom/platform';
import { openGateway } from './open-gateway.js';
import { gatewaySettings } from './settings.js';

await runProcess({ service: 'gateway', settings: gatewaySettings, open: openGateway });
