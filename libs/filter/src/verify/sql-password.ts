import { looksLikePassword } from '../check/secret-likeness.js';
import { valueAt } from './assigned-value.js';
import type { Verify } from './verify.js';

/** The password in `CREATE USER … IDENTIFIED BY …`, `ALTER ROLE … PASSWORD …` and their like, quoted or bare. */
export interface SqlPasswordPattern {
  readonly kind: 'sql-password';
}

/** With the space behind them; in capitals and small. */
export const SQL_PASSWORD_ANCHORS = ['IDENTIFIED ', 'identified ', 'PASSWORD ', 'password '] as const;

export const verifySqlPassword: Verify = ({ text, meter }, { start, end }) => {
  meter.spend(STATEMENT_MAX + CLAUSE_MAX);
  if (!STATEMENT.test(text.slice(Math.max(0, start - STATEMENT_MAX), start))) return undefined;
  const clause = (text.startsWith('I', start) || text.startsWith('i', start) ? BY : EQUALS).exec(
    text.slice(end, end + CLAUSE_MAX),
  );
  if (!clause) return undefined;
  const value = valueAt(text, end + clause[0].length);
  meter.spend((value?.end ?? end) - end);
  if (!value || !looksLikePassword(text.slice(value.start, value.end), value.quoted)) return undefined;
  return { start: value.start, end: value.end, score: 0.9, evidence: ['context'] };
};

const STATEMENT = /\b(?:USER|ROLE|LOGIN)\b/i;
const STATEMENT_MAX = 80;
const BY = /^(?:WITH ['"]?\w{1,32}['"]? )?BY /i;
const EQUALS = /^(?:= )?/;
const CLAUSE_MAX = 48;
