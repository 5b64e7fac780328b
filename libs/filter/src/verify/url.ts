import { isAt } from './characters.js';
import { delegatedDomain, domainRunEnd } from './email-domain.js';
import type { Anchor, Surroundings, Verdict, Verify } from './verify.js';

/** A web address (RFC 3986) with its scheme, or a name that begins with `www.`; its host is a delegated name. */
export interface UrlPattern {
  readonly kind: 'url';
}

export const URL_ANCHORS = ['://', 'www.'] as const;

export const verifyUrl: Verify = (around, anchor) =>
  around.text[anchor.start] === ':' ? verifyWithScheme(around, anchor) : verifyWorldWideWeb(around, anchor);

function verifyWithScheme(around: Surroundings, { start: colon, end: authority }: Anchor): Verdict | undefined {
  const { text, meter } = around;
  const scheme = SCHEME.exec(text.slice(Math.max(0, colon - SCHEME_MAX), colon))?.[0];
  meter.spend(SCHEME_MAX);
  if (scheme === undefined) return undefined;
  const start = colon - scheme.length;
  return isAt(text, start - 1, 'alphanumeric') || isInsideOfUrl(around, start)
    ? undefined
    : verdictAt(around, start, authority);
}

function verifyWorldWideWeb(around: Surroundings, { start, end: name }: Anchor): Verdict | undefined {
  const before = around.text.charAt(start - 1);
  return before === '' || OPENS.test(before) ? verdictAt(around, start, name) : undefined;
}

const SCHEME_MAX = 5;
const SCHEME = /(?:https?|ftps?|wss?)$/i;
/** What no web address has inside of it, and where it ends: so that each is read once, from its beginning. */
const OPENS = /[\s"'`<>()[\]{}|\\^]/;
const NAME_MAX = 32;

/** `?to=https://…` belongs to the address before; `url=https://…` begins one. */
function isInsideOfUrl({ text, meter }: Surroundings, start: number): boolean {
  const before = text.charAt(start - 1);
  if (before === '' || OPENS.test(before)) return false;
  meter.spend(NAME_MAX);
  return !/(?:^|[\s"'`<>()[\]{}|\\^])[\w-]*[=:]$/.test(text.slice(Math.max(0, start - NAME_MAX), start));
}

function verdictAt({ text, meter }: Surroundings, start: number, authority: number): Verdict | undefined {
  const host = authority + (USER_INFO.exec(text.slice(authority, authority + USER_INFO_MAX))?.[0].length ?? 0);
  const runEnd = domainRunEnd(text, host);
  meter.spend(runEnd - authority + USER_INFO_MAX);
  const domain = delegatedDomain(text.slice(host, runEnd));
  if (!domain) return undefined;
  const hostEnd = host + domain.length;
  const tail = TAIL.exec(text.slice(hostEnd, hostEnd + TAIL_MAX))?.[0] ?? '';
  meter.spend(tail.length);
  return { start, end: hostEnd + tail.length, score: domain.delegated ? 0.97 : 0.8, evidence: ['tld'] };
}

const USER_INFO_MAX = 64;
const USER_INFO = /^[^\s/?#@"'<>()]*@/;
const TAIL_MAX = 2_048;
/** Port, path, query and fragment. A mark at the end belongs to the sentence. */
const TAIL = /^(?::\d{1,5})?(?:[/?#](?:[^\s"'`<>()[\]{}|\\^\x80-\uffff]*[^\s"'`<>()[\]{}|\\^\x80-\uffff.,;:!?])?)?/;
