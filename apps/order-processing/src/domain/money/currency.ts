/**
 * Minor units of the active ISO 4217 currencies: how many decimal digits an amount has. Written down here because
 * `Intl` follows CLDR, which rounds several currencies for display (it gives IQD no digits, ISO 4217 gives it three).
 * Source: ISO 4217 list one (SIX), without funds, metals and testing codes.
 */
const codesByExponent = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF',
  2:
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP ' +
    'CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES ' +
    'KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK ' +
    'NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB ' +
    'TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG',
  3: 'BHD IQD JOD KWD LYD OMR TND',
} as const;

const exponents: ReadonlyMap<string, number> = new Map(
  Object.entries(codesByExponent).flatMap(([exponent, codes]) =>
    codes.split(' ').map((code) => [code, Number(exponent)] as const),
  ),
);

/** Three capital letters of ISO 4217 that name an active currency. */
export type Currency = string & { readonly __currency: true };

export function isCurrency(code: string): code is Currency {
  return exponents.has(code);
}

/** @throws RangeError when `code` names no active currency: whoever reads input asks `isCurrency` first. */
export function currency(code: string): Currency {
  if (!isCurrency(code)) {
    throw new RangeError(`${JSON.stringify(code)} is not an active ISO 4217 currency`);
  }
  return code;
}

/** Decimal digits of the currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD. */
export function exponentOf(code: Currency): number {
  return exponents.get(code) ?? 0;
}
