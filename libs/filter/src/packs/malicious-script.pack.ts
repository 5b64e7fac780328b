import { attackRule, VALUE_BEGINS, words } from './attack-rule.js';
import type { Pack } from './pack.js';

const PHP_LIBRARIES = words(
  'ldap_ odbc_ sodium_ tidy_ zend_ mysqli_ mysql_ pg_ curl_ socket_ stream_ posix_ pcntl_ openssl_ imap_ ftp_',
  'mb_ preg_ array_ str_ xml_ session_ date_ apache_ oci_ sqlsrv_ dba_ readline_ ob_ iconv_ ctype_ hash_',
  'inotify_ proc_ shmop_ snmp_ spl_ enchant_ fbird_ ibase_ ssh2_ libxml_ simplexml_ timezone_ url_ base64_ gmp_',
  'image_ exif_ geoip_ http_ inet_ is_ json_ msg_ sem_ shm_ utf8_ yaml_',
);

/** Code of the languages that interpret a text while they run. */
export const maliciousScriptPack: Pack = {
  id: 'malicious-script',
  version: '1.0.0',
  rules: [
    attackRule({
      id: 'malicious-script.php',
      type: 'CODE_INJECTION',
      score: 0.88,
      forms: [
        { anchors: ['<?php', '<?=', '[php]', '[/php]'], behind: String.raw`(?:$|[\s\x60$\w(+])` },
        {
          anchors: words('$_get $_post $_request $_cookie $_server $_files $_session $_env $globals $http_raw $_ ${_'),
          behind: String.raw`(?:{-}[\[{(]|$)`,
        },
        {
          anchors: words(
            'gzuncompress phpversion php_uname getenv getmyuid get_current_user disk_free_space ob_start usort uasort uksort',
            'register_shutdown_function iterator_apply get_cfg_var php_ini_loaded_file sys_getloadavg dir opendir glob',
            'is_callable func_get_args gethostbyname error_log escapeshellcmd mysql_query mysqli_query include_once require_once',
            'base64_decode shell_exec passthru proc_open popen phpinfo file_get_contents file_put_contents',
            'fsockopen call_user_func call_user_func_array create_function preg_replace move_uploaded_file',
            'gzinflate str_rot13 array_diff array_map array_filter pcntl_exec show_source highlight_file readfile',
            'scandir posix_getpwuid get_defined_vars ini_set ini_get var_dump print_r opcache_reset curl_exec',
            'parse_str extract allow_url_include fopen fwrite unserialize symlink chmod chgrp mb_ereg_replace',
            'putenv mail assert system exec eval',
          ),
          before: String.raw`(?:^|[=?&;{}(,|"'@/\s]){-}`,
          behind: String.raw`\((?:["'$)\x60]|$|base64|\w{1,20}\()`,
        },
        {
          anchors: PHP_LIBRARIES,
          before: String.raw`(?:^|[?=&/\n;])`,
          behind: String.raw`\w{1,56}{-}\((?:\)?(?:$|[&\s])|["'$)])`,
        },
        { anchors: ['{$', "{'_", '{@'], before: String.raw`\${-}`, behind: String.raw`(?!\{)[^}\n]{0,40}[}.]` },
        {
          anchors: words(
            'allow_url_ auto_prepend_file auto_append_file disable_functions open_basedir safe_mode suhosin.',
            'opcache. mbstring. session. unserialize_ cgi. error_log include_path extension_dir sendmail_path',
            'register_globals assert. zend. soap. pcre. output_buffering display_errors max_execution_time',
            'disable_classes short_open_tag user_ini. file_uploads upload_tmp_dir highlight.',
          ),
          before: String.raw`(?:[=?&-]d?\+?\s?)`,
          behind: String.raw`[\w.]{0,40}{-}=`,
        },
        {
          anchors: ['$a(', '$f(', '${@', "${'", '${"', '${$', '$d[', '$__', '$b[', '$_(', '${_'],
          behind: String.raw`(?!\{)[^\n]{0,40}[\])}]`,
        },
        {
          anchors: words('php:// phar:// zlib:// expect:// data:// glob:// zip:// rar:// ogg:// ssh2. compress.zlib'),
          behind: String.raw`[\w./]`,
        },
        { anchors: ['sess_'], before: String.raw`(?:[=":/]\s?)["']?(?:/tmp/)?`, behind: String.raw`[a-z\d,-]{10,64}` },
        {
          anchors: ['.php', '.phtml', '.phar', '.php5', '.pht', '.asp', '.aspx', '.cgi'],
          before: String.raw`(?:filename)=["'][\w./-]{1,16}`,
          behind: String.raw`["'.\s;%]`,
        },
        {
          anchors: [
            'c99shell',
            'r57shell',
            'b374k',
            'wso shell',
            'weevely',
            'filesman',
            'china chopper',
            'antsword',
            'webshell',
            'fx29sh',
            'phpspy',
          ],
          behind: String.raw`(?:$|\W)`,
        },
      ],
      examples: ['⟦<?php⟧ $x', 'x=⟦system("⟧id")', '⟦$_GET[⟧1]', '⟦php://f⟧ilter', 'v=⟦allow_url_include=⟧1'],
      counterExamples: [
        'The system (see above) works.',
        '$5 (five)',
        'the mail ("urgent") came',
        'mydata.sess, session_report.txt',
      ],
    }),
    attackRule({
      id: 'malicious-script.javascript',
      type: 'CODE_INJECTION',
      score: 0.87,
      forms: [
        {
          anchors: ['process.env', 'process['],
          before: String.raw`(?:^|[=\s"'({\[:;,])`,
          behind: String.raw`(?:$|[\w"'.\[;\s)\]}])`,
        },
        {
          anchors: ['require'],
          behind: String.raw`{-}(?:\({-}["'\x60](?:child_process|fs|net|vm|os|http)|\.main|\.resolve|\[)`,
        },
        {
          anchors: words(
            'child_process process.mainmodule process.binding process.env process[ global.process',
            'globalthis.process process.exit process.kill process.stdout process.argv process.constructor',
            'constructor.constructor this.constructor module.exports module.constructor mainmodule.require',
            'execsync( spawnsync( vm.runin .spawn( constructor._load function(){ function()+{ global[',
            'reflect.construct object.constructor',
          ),
          before: String.raw`(?:^|[^\w/.])`,
          behind: String.raw`(?:$|[[(;}&"'=){]|\.\w{1,24}[(.\[=]|\w{1,24}\()`,
        },
        {
          anchors: ['function', 'settimeout', 'setinterval'],
          before: String.raw`(?:new|[=;({]){-}`,
          behind: String.raw`{-}\({-}[)'"\w]?`,
        },
        {
          anchors: ['console.'],
          behind: String.raw`(?:log|info|error|debug|warn|table|dir|trace|assert|count|time|group|clear|profile)\w{0,8}(?:[.(\[]|$)`,
        },
        {
          anchors: ['while('],
          before: VALUE_BEGINS,
          behind: String.raw`{-}(?:!|true|this|new\b|[+-]?\d|string|number|object|array|date|""|'')`,
        },
        { anchors: ['for(;;)', 'while(1)', 'while(true)'] },
        {
          anchors: ['import'],
          before: VALUE_BEGINS,
          behind: String.raw`{-}\({-}["']|{_}(?:os|sys|subprocess|socket|pty)\b`,
        },
        {
          anchors: [
            'os.environ',
            'os.exec',
            'os.spawn',
            'pty.spawn',
            'socket.socket(',
            'open(__file__',
            'globals()',
            'os.system(',
            'os.popen(',
            'subprocess.',
            '__import__(',
            'builtins.',
            'exec(open',
            'compile(',
          ],
          before: String.raw`(?:^|[^\w.])`,
          behind: String.raw`["'\w([]`,
        },
        {
          anchors: [
            'kernel.',
            'process.spawn',
            'io.popen',
            'io.read',
            'io.sysopen',
            'file.open',
            'dir.glob',
            '@{[',
            '%x(',
            '%x{',
            'file.read(',
            'open3.',
            'marshal.load',
          ],
          behind: String.raw`(?:exec|system|open|fork|eval|spawn)?["'\w(]`,
        },
      ],
      examples: ['x=⟦require("child_process⟧")', '=⟦process.env⟧', '⟦console.info(⟧1)', 'eval=⟦while(true)⟧'],
      counterExamples: [
        'the process (see above)',
        'They require (on request) a process. Env',
        'console. Table',
        'a while (ago)',
        'the function of (x)',
      ],
    }),
  ],
};
