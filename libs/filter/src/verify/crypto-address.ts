import { beside, type DigitRuns } from '../scan/digit-runs.js';
import { passesBase58Check, passesBech32 } from '../check/bitcoin-address.js';
import { passesEip55 } from '../check/eip-55.js';
import { isAt, runEnd } from './characters.js';
import type { Verify } from './verify.js';

/** An address of Bitcoin: Base58Check (BIP 13), Bech32 (BIP 173) or Bech32m (BIP 350). */
export interface BitcoinAddressPattern {
  readonly kind: 'bitcoin-address';
  readonly encoding: 'base58' | 'bech32';
}

/** An address of Ethereum and of every network that takes its form: `0x` and 40 hexadecimal digits. */
export interface EthereumAddressPattern {
  readonly kind: 'ethereum-address';
}

export const BITCOIN_ANCHORS = ['bc1', 'BC1'] as const;
export const ETHEREUM_ANCHOR = '0x';

export const verifyBech32Address: Verify = ({ text, meter }, { start }) => {
  const end = runEnd(text, start, 'alphanumeric', BECH32_MAX + 1);
  if (isAt(text, start - 1, 'alphanumeric') || end - start > BECH32_MAX || end - start < BECH32_MIN) return undefined;
  meter.spend(end - start);
  return passesBech32(text.slice(start, end)) ? { start, end, score: 0.99, evidence: ['checksum'] } : undefined;
};

export const BASE58_RUNS: readonly DigitRuns[] = [{ lengths: [1, 35], behind: beside.noLetter, ahead: beside.letter }];

/** Pay-to-public-key-hash begins with 1, pay-to-script-hash with 3. */
export const verifyBase58Address: Verify = ({ text, meter }, { start }) => {
  if ((text[start] !== '1' && text[start] !== '3') || isAt(text, start - 1, 'alphanumeric')) return undefined;
  const end = runEnd(text, start, 'alphanumeric', BASE58_MAX + 1);
  meter.spend(end - start);
  if (end - start < BASE58_MIN || end - start > BASE58_MAX) return undefined;
  return passesBase58Check(text.slice(start, end)) ? { start, end, score: 0.99, evidence: ['checksum'] } : undefined;
};

export const verifyEthereumAddress: Verify = ({ text, meter }, { start, end: body }) => {
  const end = runEnd(text, body, 'alphanumeric', ETHEREUM_DIGITS + 1);
  meter.spend(end - start);
  if (end - body !== ETHEREUM_DIGITS || isAt(text, start - 1, 'alphanumeric')) return undefined;
  const digits = text.slice(body, end);
  if (!HEXADECIMAL.test(digits) || NOBODY.test(digits)) return undefined;
  // Written in one case it carries no checksum (EIP-55), and other 20-byte values look the same.
  if (digits === digits.toLowerCase() || digits === digits.toUpperCase())
    return { start, end, score: 0.8, evidence: ['prefix'] };
  return passesEip55(digits) ? { start, end, score: 0.99, evidence: ['prefix', 'checksum'] } : undefined;
};

const BECH32_MIN = 14;
const BECH32_MAX = 90;
const BASE58_MIN = 26;
const BASE58_MAX = 35;
const ETHEREUM_DIGITS = 40;
const HEXADECIMAL = /^[0-9a-f]+$/i;
const NOBODY = /^(.)\1*$/;
