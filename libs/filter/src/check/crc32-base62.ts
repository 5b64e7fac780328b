import { crc32 } from 'node:zlib';

/** CRC-32 (IEEE) of ASCII text as six base62 digits, `0-9A-Za-z`: the checksum at the end of GitHub's tokens and ours. */
export function crc32Base62(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < CRC32_BASE62_DIGITS; place++) {
    digits = BASE62.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

/** 62^6 > 2^32. */
export const CRC32_BASE62_DIGITS = 6;

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
