import type { Pack } from './pack.js';
import { type ProviderFormat, providerRule, run, uuidParts } from './provider-rule.js';

/** A mark of four letters stands at a fixed place in each, so that a key can be told wherever it turns up. */
const formats: readonly ProviderFormat[] = [
  {
    id: 'secrets-microsoft.storage-key',
    type: 'AZURE_STORAGE_KEY',
    prefixes: ['+ASt', 'ACDb', '+ABa'],
    lead: run('base64', 76),
    parts: [run('alphanumeric', 6), '=='],
  },
  {
    id: 'secrets-microsoft.bus-key',
    type: 'AZURE_BUS_KEY',
    prefixes: ['+ASb', '+AEh', '+ARm', 'AIoT', 'AzCa'],
    lead: run('base64', 33),
    parts: [run('alphanumeric', 6), '='],
  },
  {
    id: 'secrets-microsoft.function-key',
    type: 'AZURE_FUNCTION_KEY',
    prefixes: ['AzFu'],
    lead: run('base64url', 44),
    parts: [run('base64url', 6), '=='],
  },
  {
    id: 'secrets-microsoft.registry-key',
    type: 'AZURE_REGISTRY_KEY',
    prefixes: ['+ACR'],
    lead: run('base64', 42),
    parts: [run('alphanumeric', 6)],
  },
  {
    id: 'secrets-microsoft.search-key',
    type: 'AZURE_SEARCH_KEY',
    prefixes: ['AzSe'],
    lead: run('alphanumeric', 42),
    parts: [run('alphanumeric', 6)],
  },
  {
    id: 'secrets-microsoft.service-key',
    type: 'AZURE_SERVICE_KEY',
    prefixes: ['JQQJ99'],
    lead: run('alphanumeric', 52),
    parts: [run('alphanumeric', 26)],
  },
  {
    id: 'secrets-microsoft.devops-token',
    type: 'AZURE_DEVOPS_TOKEN',
    prefixes: ['AZDO'],
    lead: run('alphanumeric', 76),
    parts: [run('alphanumeric', 4)],
  },
  {
    id: 'secrets-microsoft.shared-access-signature',
    type: 'AZURE_SHARED_ACCESS_SIGNATURE',
    prefixes: ['sig='],
    parts: [run('base64', 43), '='],
  },
  {
    id: 'secrets-microsoft.teams-webhook',
    type: 'TEAMS_WEBHOOK',
    prefixes: ['webhook.office.com/webhookb2/'],
    parts: [...uuidParts, '@', ...uuidParts, '/IncomingWebhook/', run('hex', 32), '/', ...uuidParts],
  },
];

/** Keys of Microsoft's cloud, by the marks that its own scanners look for. */
export const secretsMicrosoftPack: Pack = {
  id: 'secrets-microsoft',
  version: '1.0.0',
  rules: formats.map(providerRule),
};
