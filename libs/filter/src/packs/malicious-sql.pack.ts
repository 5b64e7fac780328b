import type { Pack } from './pack.js';
import { attackRule } from './attack-rule.js';

/** What a condition compares with. Words only with what makes them SQL: "cats or dogs like fish" is a sentence. */
const COMPARES = String.raw`(?:[=<>^]|!=|\|\||--|/\*|#(?:$|&)|(?:not{_})?(?:like|in|regexp|rlike|ilike|between|glob|collate|escape)\b{-}['"(\x60%]|like{_}\w{1,24}{_}escape\b|ilike\b|is{_}(?:not{_})?null|notnull|isnull|regexp{_}|div{_}\d|mod{_}\d)`;
const OPERAND = String.raw`(?:not{_})?[('"\x60\\\u2019\u2018]{0,4}[\w.@$]{1,40}[)'"\x60]{0,4}`;
const CALL = String.raw`(?:un)?(?:likely|glob|sleep|pg_sleep|benchmark|if|exists|ascii|substr|substring|length|char|extractvalue|updatexml|elt|rand|lo_\w{3,8}|select|case)\b{-}[({]?{-}(?:[(\d]|select|case|id|when)`;

const digitsAfter = (word: string): string[] =>
  Array.from({ length: 10 }, (_, digit) => String(digit)).flatMap((digit) => [
    ` ${word} ${digit}`,
    `+${word}+${digit}`,
  ]);

/** SQL that was put into a value, and what is put there to find out whether it would be run. */
export const maliciousSqlPack: Pack = {
  id: 'malicious-sql',
  version: '1.0.0',
  rules: [
    attackRule({
      id: 'malicious-sql.condition',
      type: 'SQL_INJECTION',
      score: 0.92,
      forms: [
        {
          anchors: ['!=', '<>'],
          before: String.raw`(?:^|[=\s"'(])(\d{1,8})`,
          behind: String.raw`\d{1,8}(?=$|[\s"'&)])`,
        },
        {
          anchors: ['from'],
          before: String.raw`(?:\bas[\s+]{1,8}["'\x60]\w{1,12}["'\x60]|\)[\s+]{1,8}as[\s+]{1,8}\w{1,12})[\s+]{1,8}`,
          behind: String.raw`(?:[\s+]|$)`,
        },

        {
          anchors: ['or', 'and', 'xor'].flatMap((word) =>
            [`'`, `"`, '\x60', ')', '\u2019', '\u2018'].flatMap((quote) => [`${quote}${word}`, `${quote} ${word}`]),
          ),
          behind: String.raw`{-}(?:${OPERAND}{-}${COMPARES}|${CALL}|true\b|false\b|[(]?glob{_}\d|['"\x60][\w]{0,8}(?:$|&)|\d{1,9}(?:$|&|--|#))`,
          before: String.raw`[^\s,]`,
        },
        {
          anchors: [`'+or+`, `'+and+`, `"+or+`, `"+and+`, `)+or+`, `)+and+`, `'/**/or`, `'/**/and`],
          behind: '[^\\s&]',
        },
        {
          anchors: [`'||`, `' ||`, `"||`, `'&&`, `' &&`, `"&&`, `)||`, `)&&`],
          before: String.raw`[^\s,]`,
          behind: String.raw`{-}(?:${OPERAND}{-}(?:=(?!=)|like\b|is{_}null)|${CALL}|['"]?1['"]?(?:$|[&#-]))`,
        },
        {
          anchors: [`'  `, `"  `],
          before: String.raw`\w`,
          behind: String.raw`{-}(?:or|and|xor)\b{-}${OPERAND}{-}[=<>!]`,
        },
        { anchors: [`' not `, `" not `], behind: String.raw`{-}(?:regexp|like|in|rlike|between|glob)\b{-}['"(]` },
        { anchors: [`' xor`, `'  xor`, ` xor `, `=xor`, `+xor+`], behind: String.raw`{-}[\w'"]{1,32}{-}[=<>!]` },
        {
          anchors: [...digitsAfter('or'), ...digitsAfter('and'), ...digitsAfter('having'), '=having 1', ',having 1'],
          behind: String.raw`\d{0,9}['")]{0,3}{-}(?:[=<>!]|--|like\b|in{-}\()`,
        },
        {
          anchors: [` or '`, ` or "`, ` and '`, ` and "`, `+or+'`, `+and+'`, `=or '`, `/or '`],
          behind: String.raw`[^'"\n]{0,24}['"]{0,2}{-}(?:[=<>!]|::|@>|<@|->|\?[ |&]|#>|like\b)`,
        },
        {
          anchors: [
            '=or ',
            '=and ',
            '=or+',
            '=and+',
            '=|| ',
            '=&& ',
            '=||(',
            '=&&(',
            '/or ',
            '/and ',
            '/3 and',
            '(or ',
          ],
          behind: String.raw`{-}${OPERAND}{-}(?:[=<>!]|in{-}\()`,
        },
        { anchors: ['::json', '::jsonb', '::int', '::text'], before: String.raw`['")\]]` },
        {
          anchors: ["}' <", "}' >", "}' @", "}' ?", "}' -", "}' #", "]' -"],
          behind: String.raw`[@>|&#-]{0,2}{-}['"a]`,
        },
        { anchors: ['=if(', '(if(', '/if('], behind: String.raw`{-}[\w()]{1,16}{-}[=<>]` },
      ],
      examples: [
        'GET /item?id=⟦7!=8⟧',
        'col=3 AS "n" ⟦from⟧ members',
        "id=1⟦' or 'a'=⟧'a",
        "name=admin⟦' and 526=⟧527",
        'page?id=7⟦ or 1=⟧1',
        "q=x⟦' xor 2 <⟧ 3",
        'id=5⟦ AND 6698=⟧(SELECT 1)',
      ],
      counterExamples: [
        'a != b, 2 <> x',
        'known as Ann from Perth',
        'this is not funny',
        'Choose "tea" or "coffee", and 5 or 6 biscuits.',
        "It's yours or mine; we can't or won't say.",
        'mother or daughter',
        "The Beatles' and Stones' records like these",
        'id 7 or 8, item AND-1234-OR',
      ],
    }),
    attackRule({
      id: 'malicious-sql.query',
      type: 'SQL_INJECTION',
      score: 0.9,
      forms: [
        { anchors: ['union'], behind: String.raw`{_}(?:all{_}|distinct{_})?[(]{0,2}{-}(?:/\*!?\d{0,5})?{-}select\b` },
        { anchors: ['union'], before: String.raw`[/*'")\d]{-}`, behind: String.raw`(?:{_}all\b|/|{-}/\*!)` },
        { anchors: ['union/**/', 'union /*!', '*/select', '*/union', '*/from'] },
        {
          anchors: ['select'],
          behind: String.raw`(?:{-}\*{-}from\b|{_}(?:\*|null\b|@@|0x)|{-}\({-}(?:select|case|chr|char|\w{1,24}\())`,
        },
        {
          anchors: ['select'],
          behind: String.raw`{_}(?:distinct{_}|top{_}\d{1,4}{_})?(?:case{_}when|pg_sleep|(?:char|chr|concat|concat_ws|group_concat|count|min|max|sum|avg|load_file|ascii|substring|substr|mid|length|extractvalue|updatexml|xmltype|sleep|version|user|database|current_user|if|ifnull|cast|convert|json_extract|utl_inaddr\.\w{1,24}|dbms_\w{1,12}\.\w{1,24}){-}\()`,
        },
        {
          anchors: ['select'],
          behind: String.raw`{_}[\w.\x60"]{1,24}(?:{-},{-}[\w.\x60"]{1,24}){0,4}{_}from{_}[\w.\x60"]{1,32}(?:{_}(?:where|limit|order{_}by|group{_}by|union|join)\b|{-}(?:;|--|#|\)|,\d)|/)`,
        },
        {
          anchors: ['select'],
          before: String.raw`(?:[='|+;)(]|\d{-}|--)[\s(]{0,3}`,
          behind: String.raw`(?:{_}[\w*.,\x60]{1,24}{_}from|$)`,
        },
        { anchors: [') as ', '\x60 as ', ')  as '], behind: String.raw`{-}['"\x60]?\w{0,32}['"\x60]?{_}from\b` },
        {
          anchors: ['from'],
          behind: String.raw`{-}(?:\({-}select|\x60?(?:information_schema|pg_catalog|mysql\.|sysobjects|sqlite_master|dual\b))`,
        },
        {
          anchors: ['from'],
          behind: String.raw`{_}[\w\x60.]{1,32}{_}(?:group{_}by|limit{_}\d|where{_}[\w\x60.]{1,24}{-}[=<>]|where\s\x60|order{_}by{_}\x60)`,
        },
        {
          anchors: ['having', 'order by', 'group by', 'order+by', 'group+by'],
          behind: String.raw`{_}(?:\d{1,3}(?:{-}(?:--|#|,|=|;)|$)|concat|\x60)|{_}\d{1,4}{-}[=<>]`,
        },
        { anchors: ['in (', 'in(', 'in/**/('], behind: String.raw`{-}(?:select|\d{1,9}{-},{-}\d)` },
      ],
      examples: [
        'id=1 ⟦UNION ALL SELECT⟧ NULL--',
        'q=⟦sElEcT * from⟧ users',
        '(⟦select name from users where⟧ 1',
        'x ⟦from information_schema⟧.tables',
        'id=0/**/⟦union/**/select⟧ 1',
      ],
      counterExamples: [
        'Please select one from the list of the European Union.',
        'Select all that apply. The union selected its chair.',
        'We order by phone and group by 10 people.',
        'union of two sets, select committee',
      ],
    }),
  ],
};
