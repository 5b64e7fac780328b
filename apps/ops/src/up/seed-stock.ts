import type { InputToSend, receiveStock } from '@strongroom/contracts';
import type { Secret } from '@strongroom/vault';
import { z } from 'zod';
import { CommandFault } from '../exit-code.js';

export const DEMO_CLIENT = 'demo';

type Receipt = InputToSend<typeof receiveStock>;

const delivery = { receipt_id: 'demo', quantity: 100_000, currency: 'EUR', tax_basis_points: 1_900 } as const;
const demoStock: readonly Receipt[] = [
  { ...delivery, sku: 'demo-mug', name: 'Mug', unit_price_minor: 1_250, price_includes_tax: true },
  { ...delivery, sku: 'demo-shirt', name: 'Shirt', unit_price_minor: 2_499, price_includes_tax: false },
];

const ANSWER_WITHIN_MS = 10_000;
const tokenBody = z.object({ access_token: z.string() });

/** Takes demo stock in by the public door, as the demo client: what it takes to see an order through. */
export async function seedStock(gatewayUrl: string, clientSecret: Secret): Promise<void> {
  const token = await issueToken(gatewayUrl, clientSecret);
  for (const { sku, ...receipt } of demoStock) {
    const at = `${gatewayUrl}/v1/stock/${sku}`;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const known = await fetch(at, { headers, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    await known.body?.cancel();
    if (known.ok) continue;
    await post(`${at}/receipts`, headers, JSON.stringify(receipt));
  }
}

async function issueToken(gatewayUrl: string, clientSecret: Secret): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: DEMO_CLIENT,
    client_secret: clientSecret.reveal(),
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body: unknown = JSON.parse(await post(`${gatewayUrl}/oauth/token`, headers, form.toString()));
  return tokenBody.parse(body).access_token;
}

async function post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<string> {
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const response = await fetch(url, { method: 'POST', headers, body, signal });
  const text = await response.text();
  if (!response.ok) throw new CommandFault(`POST ${url} answered ${response.status}: ${text}`);
  return text;
}
