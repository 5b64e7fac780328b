import type { Pack } from './pack.js';
import { attackRule, words } from './attack-rule.js';

/** Functions of SQL that alone, and left open, are a value: somebody tries what is done with it. */
const FUNCTIONS = words(
  'abs ascii avg bin cast char chr count date day default elt floor hex hour if in instr left length ln local',
  'log lower lpad max md5 mid min minute mod month now password pi quarter rand replace reverse right round',
  'second sha1 sign space substr sum time trim upper user version week year execute exec',
);

/** Statements, functions and names of databases, and operators of those that do not speak SQL. */
export const maliciousDatabasePack: Pack = {
  id: 'malicious-database',
  version: '1.0.0',
  rules: [
    attackRule({
      id: 'malicious-database.statement',
      type: 'SQL_INJECTION',
      score: 0.9,
      forms: [
        {
          anchors: ['drop', 'alter', 'truncate', 'create'],
          behind: String.raw`{_}(?:table|database|schema|function|procedure|view|trigger|user){_}(?:if{_}(?:not{_})?exists{_})?[\w.\x60"\[]{1,40}{-}(?:;|--|\(|$|cascade|add{_}|drop{_}|as{_}|identified)`,
        },
        { anchors: ['delete'], behind: String.raw`{_}from{_}[\w.\x60"]{1,40}(?:{_}where{_}|{-}(?:;|--))` },
        { anchors: ['insert'], behind: String.raw`{_}into{_}[\w.\x60"]{1,40}{-}(?:\(|values\b|select\b)` },
        { anchors: ['update'], behind: String.raw`{_}[\w.\x60"]{1,40}{_}set{_}[\w.\x60"]{1,40}{-}=` },
        {
          anchors: [
            'drop',
            'select',
            'insert',
            'update',
            'delete',
            'alter',
            'create',
            'exec',
            'declare',
            'truncate',
            'shutdown',
            'set @',
            'print',
          ],
          before: String.raw`(?:['")\d=][;]|--|'|=;)\s{0,3}`,
          behind: String.raw`(?:$|[\s/'+(;-])`,
        },
        { anchors: ['exec', 'execute'], behind: String.raw`{-}(?:\({-}['"@]|{_}(?:immediate\b|master\.|xp_|sp_|@\w))` },
        { anchors: ['set @'], behind: String.raw`\w{1,40}{-}:?=|old_` },
        { anchors: ['declare @', 'declare+@'] },
        { anchors: ['waitfor'], behind: String.raw`{_}(?:delay|time)\b` },
        { anchors: ['into'], behind: String.raw`{_}(?:outfile|dumpfile)\b` },
        { anchors: ['procedure'], behind: String.raw`{_}analyse{-}\(` },
        { anchors: ['drop'], behind: String.raw`{_}\w{1,40};{-}--` },
        { anchors: ['dr/**/', '/**/op', 'drop/*', 'select/*', 'union/*'] },
        { anchors: ['/*!'], behind: String.raw`\d{0,5}{-}(?:select|union|or|and|from|where|concat)\b` },
        {
          anchors: ['/**/'],
          before: String.raw`\w`,
          behind: String.raw`(?:\(|\d|or|and|select|from|union|where|like|in)\b|\(`,
        },
      ],
      examples: [
        '1; ⟦DROP TABLE users;⟧--',
        "a';⟦drop⟧ x",
        "x'); ⟦waitfor delay⟧ '0:0:5'",
        '⟦delete from accounts where⟧ 1=1',
      ],
      counterExamples: [
        'Drop the table off, then delete it from the list where you found it.',
        'update the settings and set the clock',
        'create table of contents',
        'We execute immediately; select a seat.',
      ],
    }),
    attackRule({
      id: 'malicious-database.probe',
      type: 'SQL_INJECTION',
      score: 0.9,
      forms: [
        { anchors: ['sleep', 'pg_sleep'], behind: String.raw`{-}\((?:{-}/\*[^*]{0,16}\*/)?{-}['"]?\d` },
        {
          anchors: words('pg_ json_ jsonb_ sqlite_ utc_ aes_ des_ inet_ regexp_ current_ ts_ lo_ xpath_'),
          before: String.raw`(?:^|[\s=('",|+/])`,
          behind: String.raw`[a-z\d_]{2,32}\(`,
        },
        {
          anchors: words(
            'string_agg array_to_string string_to_array row_to_json to_tsvector char_length character_length bit_and bit_or bit_xor',
            'std stddev_pop stddev_samp var_pop var_samp variance lcase ucase soundex difference patindex crc32 get_lock',
            'release_lock is_free_lock is_used_lock master_pos_wait localtimestamp dayofweek dayofyear period_add period_diff',
            'sec_to_time time_to_sec to_days from_days makedate maketime microsecond timediff str_to_date unixepoch julianday',
            'uuid_short old_password encrypt uncompress uncompressed_length values_list nvl nvl2 coalesce iif generate_series',
          ),
          before: String.raw`(?:^|[\s=('",|+/])`,
          behind: String.raw`\(`,
        },
        { anchors: ['benchmark'], behind: String.raw`{-}\({-}\d{3,16}` },
        {
          anchors: words(
            'extractvalue updatexml load_file xmltype group_concat lo_import lo_get lo_export pg_read_file',
            'pg_ls_dir randomblob unhex db_name database schema_name sysdate json_extract json_search json_keys',
            'user_name session_user system_user current_user quote_ident query_to_xml database_to_xml convert_tz',
            'from_base64 to_base64 inet_aton name_const find_in_set export_set make_set char_length octet_length',
            'bit_count unix_timestamp utc_timestamp date_add date_sub ifnull nullif row_count found_rows',
            'last_insert_id connection_id is_srvrolemember sqlite_version load_extension',
          ),
          behind: String.raw`\(`,
        },
        {
          anchors: words('char chr concat convert cast nchar ascii substring substr mid hex count floor rand elt'),
          before: String.raw`(?:['",|&+(]|\bselect{_}|=)`,
          behind: String.raw`{-}\({-}(?:0x[0-9a-f]|\d{1,3}\)|\*\)|select|int\b|rand|\()`,
        },
        {
          anchors: FUNCTIONS.flatMap((name) => [`=${name}`, `\n${name}`]),
          behind: String.raw`[.)]?{-}[?/\\>$&|]{0,2}{-}\($`,
        },
        {
          anchors: ['cast'],
          behind: String.raw`{-}\([^)\n]{1,40}{_}as{_}(?:char|int|numeric|nvarchar|varchar|text|unsigned|signed)\b`,
        },
        {
          anchors: words(
            'information_schema sqlite_master pg_catalog pg_shadow sysobjects syscolumns msysaccessobjects',
            'xp_cmdshell xp_dirtree sp_oacreate sp_password openrowset utl_http utl_inaddr dbms_pipe dbms_lock',
            'dbms_ldap ctxsys.drithsx master.. mysql.user mysql.db tempdb msdb northwind schema_name all_tables',
            'user_tables autonomous_transaction',
          ),
        },
        { anchors: ['@@'], behind: String.raw`(?:version|hostname|datadir|basedir|servername|global|user)\b` },
        {
          anchors: [
            `'--`,
            `"--`,
            `')--`,
            `' --`,
            `") --`,
            `')) --`,
            `') --`,
            `'+--`,
            `';--`,
            `'#`,
            `'; --`,
            `";--`,
            `'/*`,
            `\u2019 #`,
            `' #`,
            `'-- -`,
          ],
          before: String.raw`[\w@.)\]=]`,
          behind: String.raw`(?:[\s+-]{0,4})(?:$|[&"\n])`,
        },
        { anchors: ['collate'], before: String.raw`['"]{-}`, behind: String.raw`[\s+\x60"']` },
        { anchors: [`';`, `";`], before: String.raw`=[\w.@+-]{0,29}`, behind: String.raw`(?:$|#|print|&)` },
        { anchors: ['(select'], before: String.raw`(?:[=|,+'"(]|and{_}|or{_})`, behind: String.raw`(?:$|[\s+(*])` },
        { anchors: ['like', ')like'], before: String.raw`\){-}`, behind: String.raw`{-}\(` },
        { anchors: ['1.e'], behind: String.raw`[(.\s,]` },
        { anchors: [`' union`, `' alter`, `'union`, `'alter`, `' or/`], behind: String.raw`[\s/+]` },
        {
          anchors: ["'+(", "'||", '"||'],
          before: String.raw`\w`,
          behind: String.raw`{-}(?:select|\(?{-}select|chr|char|utl_|dbms_|user\b|version|')`,
        },
      ],
      examples: [
        'id=1 and ⟦sleep(5⟧)',
        'id=⟦benchmark(3000000⟧,md5(1))',
        'q=⟦@@version⟧',
        "email=admin⟦'--⟧",
        'x ⟦xp_cmdshell⟧ y',
        "z=a⟦'+(select⟧ 1)",
      ],
      counterExamples: [
        'I sleep well! We sleep (a lot).',
        "It was 'quiet'--almost",
        'a benchmark (of 3 runs)',
        'token=eyJhbG--KKF2QT4fwpMeJf36P',
        'url_slug=my--slugified-url',
        "That's it -- we're done.",
      ],
    }),
    attackRule({
      id: 'malicious-database.nosql',
      type: 'NOSQL_INJECTION',
      score: 0.9,
      forms: [
        {
          anchors: words(
            '$ne $eq $gt $gte $lt $lte $in $nin $or $and $nor $not $where $regex $exists $type $mod $text $all',
            '$size $expr $elemmatch $slice $comment $jsonschema $geowithin $near $rand $natural $function',
            '$accumulator $lookup',
          ),
          before: String.raw`[\["']`,
          behind: String.raw`(?:\]|["']{-}:)`,
        },
        { anchors: ['$where'], behind: String.raw`{-}[:=]` },
        {
          anchors: ['this.'],
          before: String.raw`(?:\|\||&&|return ?)`,
          behind: String.raw`\w{1,24}(?:/|{-}[=!<>]|\.match)`,
        },
        {
          anchors: [
            `';return `,
            `'; return `,
            `||'1'=='1`,
            `||1==1`,
            `db.getcollection`,
            `db.dropdatabase`,
            `this.password`,
          ],
        },
      ],
      examples: ['user[⟦$ne]⟧=1', '{"a":{"⟦$gt":⟧""}}', '⟦$where:⟧ 1'],
      counterExamples: ['$existingUser=admin', '{"$existsor": "foo"}', 'costs $in total', 'US$not'],
    }),
  ],
};
