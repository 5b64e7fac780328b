import type { Verify } from './verify.js';

/** A private key in armour: PEM (RFC 7468), OpenSSH's, PGP's (RFC 9580, section 6.2), in quotes and escapes too. */
export interface PrivateKeyPattern {
  readonly kind: 'private-key';
}

export const PRIVATE_KEY_START = '-----BEGIN ';

export const verifyPrivateKey: Verify = ({ text, meter }, { start, end: labelStart }) => {
  const label = LABEL.exec(text.slice(labelStart, labelStart + LABEL_MAX));
  meter.spend(LABEL_MAX);
  if (!label) return undefined;

  const bodyStart = labelStart + label[0].length;
  const limit = Math.min(text.length, bodyStart + BODY_MAX);
  let end = bodyStart;
  while (end < limit && !text.startsWith('-----', end)) end++;
  const body = text.slice(bodyStart, end);
  meter.spend(body.length);
  if (!LINE.test(body) || BROKEN.test(body)) return undefined;
  const footer = FOOTER.exec(text.slice(end, end + FOOTER_MAX));
  return { start, end: end + (footer?.[0].length ?? 0), score: 0.97, evidence: ['prefix'] };
};

const LABEL = /^(?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----/;
const LABEL_MAX = 48;
const FOOTER = /^-----END [A-Z0-9 ]{1,40}-----/;
const FOOTER_MAX = 60;
/** 16 kbit of RSA is 12,700 characters; more is another document. */
const BODY_MAX = 16_384;
/** Lines have 64 or 76 characters; the shortest key, Ed25519 in PKCS #8, has one. */
const LINE = /[A-Za-z0-9+/]{40}/;
/** A template or a sentence where the key would be. */
const BROKEN = /\$\{|\{\{|<[a-z]|\.\.\./;
