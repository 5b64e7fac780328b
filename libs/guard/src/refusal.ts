/** Why a token is not accepted. The code is for machines and metrics; it says nothing a caller may not know. */
export type RefusalCode =
  | 'too-long'
  | 'malformed'
  | 'header-refused'
  | 'type-refused'
  | 'key-unknown'
  | 'algorithm-refused'
  | 'signature-invalid'
  | 'claim-missing'
  | 'claim-invalid'
  | 'issuer-refused'
  | 'audience-refused'
  | 'lifetime-refused'
  | 'issued-in-future'
  | 'not-yet-valid'
  | 'expired'
  | 'revoked'
  | 'stopped';

export interface Refusal {
  readonly code: RefusalCode;
  /** For logs: which claim, which header member. Holds nothing of the token but names. */
  readonly detail: string;
}

export interface Refused {
  readonly refusal: Refusal;
}

export function refuse(code: RefusalCode, detail: string): Refused {
  return { refusal: { code, detail } };
}

export function isRefused(outcome: object): outcome is Refused {
  return 'refusal' in outcome;
}
