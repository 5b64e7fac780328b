import { type Contract } from '../contract/contract.js';
import { checkTokens } from './check-tokens.js';

export { checkTokens };

/** Answered by the gateway's own guard: no queue carries them, and their routes are written by hand. */
export const gatewayContracts: readonly Contract[] = [checkTokens];
