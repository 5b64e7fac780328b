import type { AssignmentPattern } from '../verify/assignment.js';
import type { AuthorizationPattern } from '../verify/authorization.js';
import type { BitcoinAddressPattern, EthereumAddressPattern } from '../verify/crypto-address.js';
import type { EmailPattern } from '../verify/email.js';
import type { GivenNamePattern } from '../verify/given-name.js';
import type { HashedListPattern } from '../verify/hashed-list.js';
import type { ExpressionPattern } from '../verify/expression.js';
import type { IbanPattern } from '../verify/iban.js';
import type { IpAddressPattern } from '../verify/ip-address.js';
import type { JwtPattern } from '../verify/jwt.js';
import type { IdentifierPattern } from '../verify/identifier.js';
import type { LabelledPattern } from '../verify/labelled.js';
import type { ListedNamePattern } from '../verify/listed-name.js';
import type { ListedWordsPattern } from '../verify/listed-words.js';
import type { MacAddressPattern } from '../verify/mac-address.js';
import type { NameBeforePattern } from '../verify/name-before.js';
import type { PaymentCardPattern } from '../verify/payment-card.js';
import type { PhonePattern } from '../verify/phone.js';
import type { PhrasePattern } from '../verify/phrase.js';
import type { PostcodeLinePattern } from '../verify/postcode-line.js';
import type { PrivateKeyPattern } from '../verify/private-key.js';
import type { SqlPasswordPattern } from '../verify/sql-password.js';
import type { StreetAddressPattern } from '../verify/street-address.js';
import type { TitledNamePattern } from '../verify/titled-name.js';
import type { TokenPattern } from '../verify/token.js';
import type { UrlPattern } from '../verify/url.js';
import type { UrlLoginPattern } from '../verify/url-login.js';
import type { UsSsnPattern } from '../verify/us-ssn.js';
import type { WordListPattern } from '../verify/word-list.js';
import type { YearPattern } from '../verify/year.js';

/** Rules are data: a pack can be read from JSON, compared, versioned and signed. What they mean is in `verify/`. */
export interface Pack {
  readonly id: string;
  readonly version: string;
  /** Where its rules come from, and under which licence (SPDX). Absent: they were made for this library. */
  readonly origin?: { readonly source: string; readonly licence: string };
  readonly rules: readonly Rule[];
}

export type Pattern =
  | AssignmentPattern
  | AuthorizationPattern
  | BitcoinAddressPattern
  | EmailPattern
  | EthereumAddressPattern
  | GivenNamePattern
  | HashedListPattern
  | ExpressionPattern
  | IbanPattern
  | IdentifierPattern
  | IpAddressPattern
  | JwtPattern
  | LabelledPattern
  | ListedNamePattern
  | ListedWordsPattern
  | MacAddressPattern
  | NameBeforePattern
  | PaymentCardPattern
  | PhonePattern
  | PhrasePattern
  | PostcodeLinePattern
  | PrivateKeyPattern
  | SqlPasswordPattern
  | StreetAddressPattern
  | TitledNamePattern
  | TokenPattern
  | UrlLoginPattern
  | UrlPattern
  | UsSsnPattern
  | WordListPattern
  | YearPattern;

export type Family =
  | 'business'
  | 'contact'
  | 'financial'
  | 'identity'
  | 'malicious'
  | 'network'
  | 'profanity'
  | 'provider-key'
  | 'secret'
  | 'strongroom-credential';

export const severities = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

export interface Rule {
  /** `pack.name`: what results, policies and feedback call the rule. */
  readonly id: string;
  /** What it finds, in the names most filters use. Several rules may find one type. */
  readonly type: string;
  readonly family: Family;
  readonly pattern: Pattern;
  readonly mask: MaskShape;
  /** How bad it is when one gets out, where somebody has said so. */
  readonly severity?: Severity;
  /** Texts with what must be found, and nothing else, between `⟦` and `⟧`. */
  readonly examples: readonly string[];
  /** Texts in which this rule must find nothing. */
  readonly counterExamples: readonly string[];
}

/** What of a value may still be read when it is masked. */
export interface MaskShape {
  readonly keepFirst: number;
  readonly keepLast: number;
  /** So many characters are hidden in any case: of a short value less is kept, first at its beginning. */
  readonly hideMin: number;
  /** Characters between groups that stay where they are and are not counted. */
  readonly separators: string;
}
