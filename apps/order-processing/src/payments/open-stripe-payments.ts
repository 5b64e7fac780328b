import { type Logger } from '@strongroom/platform';
import { type SecretStore } from '@strongroom/vault';
import { type OrderProcessingSettings } from '../settings.js';
import { StripePayments } from './stripe-payments.client.js';

const KEY_PATH = 'services/order-processing/stripe';
const STRIPE_HOST = 'api.stripe.com';
/** What Stripe's simulator takes; Stripe itself refuses it. */
const SIMULATOR_KEY = 'sk_test_simulator';

/** @throws Error when Stripe is to be asked and the secret store holds no key for it: better not to start than to fail each order */
export async function openStripePayments(
  { STRIPE_API_URL: apiUrl, STRIPE_TIMEOUT_MS: timeoutMs }: OrderProcessingSettings,
  store: SecretStore,
  logger: Logger,
): Promise<StripePayments> {
  const stored = await store.read(KEY_PATH);
  const key = stored?.data['api_key'];
  if (key !== undefined) {
    return new StripePayments({ apiKey: key.reveal(), apiUrl, timeoutMs });
  }
  if (new URL(apiUrl).hostname === STRIPE_HOST) {
    throw new Error(`no Stripe key: write the field api_key to ${KEY_PATH} in the secret store`);
  }
  logger.warn('no Stripe key is stored; payments go to a simulator with play money', { component: 'payments' });
  return new StripePayments({ apiKey: SIMULATOR_KEY, apiUrl, timeoutMs });
}
