import type { Pack, Pattern, Rule } from '../packs/pack.js';
import { assignmentAnchors, verifyAssignment, verifyNamed } from '../verify/assignment.js';
import { verifyAuthorization } from '../verify/authorization.js';
import {
  BASE58_RUNS,
  BITCOIN_ANCHORS,
  ETHEREUM_ANCHOR,
  verifyBase58Address,
  verifyBech32Address,
  verifyEthereumAddress,
} from '../verify/crypto-address.js';
import { verifyEmail } from '../verify/email.js';
import { verifyGivenName } from '../verify/given-name.js';
import { HASHED_WORDS, verifyHashedList } from '../verify/hashed-list.js';
import type { ExpressionPattern } from '../verify/expression.js';
import { IBAN_RUNS, verifyIban } from '../verify/iban.js';
import { identifierRuns, verifyIdentifier } from '../verify/identifier.js';
import { IP_ADDRESS_RUNS, verifyIpAddress } from '../verify/ip-address.js';
import { JWT_START, verifyJwt } from '../verify/jwt.js';
import { labelAnchors, verifyLabelled, verifyLabelledValue } from '../verify/labelled.js';
import { verifyListedName } from '../verify/listed-name.js';
import { verifyListedWords } from '../verify/listed-words.js';
import { MAC_ADDRESS_RUNS, verifyMacAddress } from '../verify/mac-address.js';
import { verifyNameBefore } from '../verify/name-before.js';
import { PAYMENT_CARD_RUNS, verifyPaymentCard } from '../verify/payment-card.js';
import { PHONE_RUNS, verifyPhone } from '../verify/phone.js';
import { phraseAnchors, verifyPhrase } from '../verify/phrase.js';
import { POSTCODE_LINE_RUNS, verifyPostcodeLine } from '../verify/postcode-line.js';
import { PRIVATE_KEY_START, verifyPrivateKey } from '../verify/private-key.js';
import { SQL_PASSWORD_ANCHORS, verifySqlPassword } from '../verify/sql-password.js';
import { STREET_ADDRESS_RUNS, verifyStreetAddress } from '../verify/street-address.js';
import { verifyTitledName } from '../verify/titled-name.js';
import { verifyToken } from '../verify/token.js';
import { URL_LOGIN_ANCHOR, verifyUrlLogin } from '../verify/url-login.js';
import { URL_ANCHORS, verifyUrl } from '../verify/url.js';
import { US_SSN_RUNS, verifyUsSsn } from '../verify/us-ssn.js';
import { TOKENS, verifyWordList } from '../verify/word-list.js';
import type { Verify } from '../verify/verify.js';
import { verifyYear, YEAR_RUNS } from '../verify/year.js';
import { type DigitRuns, type DigitTable, digitTable } from './digit-runs.js';
import { compileExpressions, type Expressions } from './expressions.js';
import type { Finder } from './finder.js';
import { type FindLiterals, literalFinder } from './literals.js';

export interface CompiledRule extends Finder {
  readonly verify: Verify;
}

/** Rules in the form the scanner runs: how to find all their literals at once, and who waits for which. */
export interface Program {
  readonly findLiterals: FindLiterals;
  readonly byLiteral: ReadonlyMap<string, readonly CompiledRule[]>;
  /** By literals, in lower case, that are found in any case. */
  readonly byAnyCase: ReadonlyMap<string, readonly CompiledRule[]>;
  readonly onDigits: DigitTable<CompiledRule>;
  /** Who looks at a value of its own, in the light of its name. */
  readonly onNames: readonly CompiledRule[];
  /** The same for those whose label, in any case, stands in the name. */
  readonly byName: ReadonlyMap<string, readonly CompiledRule[]>;
  /** Who looks at each word that begins with a capital. */
  readonly onCapitals: readonly CompiledRule[];
  /** Who looks at every word. */
  readonly onWords: readonly WordReader[];
  /** There when a rule is an expression of somebody else. */
  readonly expressions: Expressions | undefined;
}

/** A rule that looks at every word, and what is a word to it. */
export interface WordReader {
  readonly words: RegExp;
  readonly compiled: CompiledRule;
}

/** Throws when two rules have one id: a pack is checked before it is used. */
export function compilePacks(packs: readonly Pack[]): Program {
  const ids = new Set<string>();
  const byLiteral = new Map<string, CompiledRule[]>();
  const byAnyCase = new Map<string, CompiledRule[]>();
  const onDigits: { readonly rule: CompiledRule; readonly runs: readonly DigitRuns[] }[] = [];
  const onNames: CompiledRule[] = [];
  const byName = new Map<string, CompiledRule[]>();
  const onCapitals: CompiledRule[] = [];
  const onWords: WordReader[] = [];
  const expressions: { readonly rule: Rule; readonly pattern: ExpressionPattern }[] = [];
  for (const rule of packs.flatMap((pack) => pack.rules)) {
    if (ids.has(rule.id)) throw new Error(`two rules are called ${rule.id}`);
    ids.add(rule.id);
    if (rule.pattern.kind === 'expression') {
      expressions.push({ rule, pattern: rule.pattern });
      continue;
    }
    const {
      anchors = [],
      anyCase,
      digits,
      verify,
      named,
      labelled,
      capitals,
      words,
      specificity,
    } = compilePattern(rule.pattern);
    const compiled = { rule, verify, specificity };
    if (named) onNames.push({ rule, verify: named, specificity });
    if (capitals) onCapitals.push(compiled);
    if (words) onWords.push({ words, compiled });
    if (digits) onDigits.push({ rule: compiled, runs: digits });
    const waiting = anyCase ? byAnyCase : byLiteral;
    if (labelled) addTo(byName, anchors, { rule, verify: labelled, specificity });
    if (rule.pattern.kind !== 'labelled' || !rule.pattern.onNames) addTo(waiting, anchors, compiled);
  }
  const findLiterals = literalFinder([...byLiteral.keys()], [...new Set([...byAnyCase.keys(), ...byName.keys()])]);
  return {
    findLiterals,
    byLiteral,
    byAnyCase,
    onDigits: digitTable(onDigits),
    onNames,
    byName,
    onCapitals,
    onWords,
    expressions: compileExpressions(expressions),
  };
}

function addTo(waiting: Map<string, CompiledRule[]>, literals: readonly string[], compiled: CompiledRule): void {
  for (const literal of literals) waiting.set(literal, [...(waiting.get(literal) ?? []), compiled]);
}

interface CompiledPattern {
  /** Where the verifier has to look: at each of these texts, and at each of these runs of ASCII digits. */
  readonly anchors?: readonly string[];
  readonly digits?: readonly DigitRuns[];
  /** Whether capitals and small letters are the same in anchors; they are given in lower case then. */
  readonly anyCase?: boolean;
  readonly verify: Verify;
  /** How it judges a whole value by its name. */
  readonly named?: Verify;
  /** Whether it looks at each word that begins with a capital. */
  readonly capitals?: boolean;
  /** What it takes for words, if it looks at every word. */
  readonly words?: RegExp;
  /** How it judges a whole value when one of its anchors stands in the name. */
  readonly labelled?: Verify;
  readonly specificity: number;
}

function compilePattern(pattern: Exclude<Pattern, ExpressionPattern>): CompiledPattern {
  switch (pattern.kind) {
    case 'email':
      return { anchors: ['@'], verify: verifyEmail, specificity: 1 };
    case 'assignment':
      return {
        anchors: assignmentAnchors(pattern),
        verify: verifyAssignment(pattern),
        named: verifyNamed(pattern),
        specificity: 2,
      };
    case 'authorization':
      return { anchors: pattern.schemes, verify: verifyAuthorization, specificity: 3 };
    case 'url-login':
      return { anchors: [URL_LOGIN_ANCHOR], verify: verifyUrlLogin, specificity: 3 };
    case 'sql-password':
      return { anchors: SQL_PASSWORD_ANCHORS, verify: verifySqlPassword, specificity: 3 };
    case 'private-key':
      return { anchors: [PRIVATE_KEY_START], verify: verifyPrivateKey, specificity: 5 };
    case 'url':
      return { anchors: URL_ANCHORS, verify: verifyUrl, specificity: 0 };
    case 'phone':
      return { digits: PHONE_RUNS, verify: verifyPhone(pattern), specificity: 0 };
    case 'us-ssn':
      return { digits: US_SSN_RUNS, verify: verifyUsSsn(pattern), specificity: 1 };
    case 'ip-address':
      return { digits: IP_ADDRESS_RUNS, verify: verifyIpAddress, specificity: 1 };
    case 'mac-address':
      return { digits: MAC_ADDRESS_RUNS, verify: verifyMacAddress, specificity: 2 };
    case 'bitcoin-address':
      return pattern.encoding === 'bech32'
        ? { anchors: BITCOIN_ANCHORS, verify: verifyBech32Address, specificity: 4 }
        : { digits: BASE58_RUNS, verify: verifyBase58Address, specificity: 4 };
    case 'ethereum-address':
      return { anchors: [ETHEREUM_ANCHOR], verify: verifyEthereumAddress, specificity: 4 };
    case 'payment-card':
      return { digits: PAYMENT_CARD_RUNS, verify: verifyPaymentCard(pattern), specificity: 2 };
    case 'iban':
      return { digits: IBAN_RUNS, verify: verifyIban(pattern), specificity: 3 };
    case 'identifier':
      return { digits: identifierRuns(pattern), verify: verifyIdentifier(pattern), specificity: 2 };
    case 'labelled':
      return {
        anchors: labelAnchors(pattern),
        anyCase: true,
        verify: verifyLabelled(pattern),
        labelled: verifyLabelledValue(pattern),
        specificity: 2,
      };
    case 'token':
      return { anchors: pattern.prefixes, verify: verifyToken(pattern), specificity: 4 };
    case 'phrase':
      return { anchors: phraseAnchors(pattern), anyCase: true, verify: verifyPhrase(pattern), specificity: 1 };
    case 'word-list':
      return { words: TOKENS, verify: verifyWordList(pattern), specificity: 1 };
    case 'hashed-list':
      return { words: HASHED_WORDS, verify: verifyHashedList(pattern), specificity: 5 };
    case 'given-name':
      return { capitals: true, verify: verifyGivenName(pattern), specificity: 1 };
    case 'titled-name':
      return { capitals: true, verify: verifyTitledName(pattern), specificity: 2 };
    case 'listed-name':
      return { capitals: true, verify: verifyListedName(pattern), specificity: 1 };
    case 'listed-words':
      return { capitals: true, verify: verifyListedWords(pattern), specificity: 2 };
    case 'name-before':
      return { anchors: pattern.anchors, verify: verifyNameBefore(pattern), specificity: 2 };
    case 'postcode-line':
      return { digits: POSTCODE_LINE_RUNS, verify: verifyPostcodeLine(pattern), specificity: 1 };
    case 'street-address':
      return { digits: STREET_ADDRESS_RUNS, verify: verifyStreetAddress(pattern), specificity: 2 };
    case 'year':
      return { digits: YEAR_RUNS, verify: verifyYear(pattern), specificity: 0 };
    case 'jwt':
      return { anchors: [JWT_START], verify: verifyJwt(pattern), specificity: 5 };
  }
}
