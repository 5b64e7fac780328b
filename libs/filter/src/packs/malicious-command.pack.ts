import { attackRule, VALUE_BEGINS, words } from './attack-rule.js';
import type { Pack } from './pack.js';

/** Names that are no words of any language: at the beginning of a value they are a command. */
const COMMANDS = words(
  'whoami ifconfig uname wget curl lwp-download lwp-request netcat ncat nmap bash zsh ksh csh tcsh dash python',
  'python2 python3 perl ruby nodejs php gcc g++ clang gunzip bunzip2 bzip2 zcat bzcat xzcat zstdcat lz4cat',
  'bsdtar bsdcat unlz4 unzstd xxd hexdump chmod chown chattr chroot useradd adduser usermod passwd sudo visudo',
  'crontab systemctl journalctl dmesg lsof netstat nslookup traceroute tcpdump tshark socat telnet sftp rsync',
  'scp ssh-keygen openssl mkfifo mknod nohup setsid strace ltrace gdb tmux awk gawk mawk sed grep egrep fgrep',
  'zgrep printenv printf hostname hostid lsblk lscpu lspci lsusb uptime pkill killall busybox xargs taskset',
  'kubectl docker podman helm ansible ansible-config ansible-console ansible-doc ansible-galaxy',
  'ansible-inventory ansible-playbook ansible-pull ansible-test ansible-vault chef-apply chef-client chef-shell',
  'chef-solo chef-vault chef-run knife cscli aptitude apt-get dpkg pacman yum zypper htop iptables mysqldump',
  'psql sqlite3 mysql pg_dump aria2c axel lynx elinks w3m dhclient ipconfig tasklist taskkill schtasks regsvr32',
  'rundll32 certutil bitsadmin mshta wmic cscript wscript icacls powershell pwsh base64 base32 rev tac bpftrace',
  'vimdiff rvim rview sash scrot zsoelim jjs jrunscript openvpn pdftex lualatex ip6tables dnf',
);
/** Names that are words as well: they need an argument of a command, or a separator before them and nothing behind. */
const WORDS = words(
  'cat ls id ping env set ps nc sh dd cp mv rm su top time find head tail more less sort cut file date who last',
  'kill tee man tar zip unzip make vi vim ed ex nano pico perf node go java cc c89 c99 as at watch env touch',
  'mount host dig ftp tftp finger exec eval source export alias unset type dir del copy move net reg ver echo',
  'cmd screen split join paste comm diff strings nice timeout stat tree nsenter capsh ip arp route',
);
/** A name of a content coding too (RFC 9110, section 8.4.1): where a value begins it is one, unless it is given something to do. */
const CODINGS = words('gzip zstd');
const BIN = String.raw`/(?:usr/)?(?:local/)?s?bin/`;
/** The sign that ends the command before is part of the finding: without it there is nothing to carry out. */
const SEPARATED = String.raw`([&;|\n\x60][\s+"'|&\\@$]{0,4}(?:${BIN})?|\$[({]\s{0,3}|<\(\s{0,3})|${BIN}|time\s{1,3}|sudo\s{1,3}`;
const BEFORE = String.raw`(?:(?:^|[=?:"',])[\s+"']{0,3}[\\@$]{0,2}|${SEPARATED})`;
const ENDS = String.raw`[\d.]{0,6}['"]{0,2}(?:$|[;|&)\x60"'<>\n,}#])`;
const ARGUMENT = String.raw`(?:[\s+]{1,8}(?:-{1,2}[a-z]|/\w|~|\$|\.|\*|"?http|[\d.]{7,15}\b|>|<|[\w.-]{0,16}\|)|<<<|<|>)`;

/** Each word behind each sign, with a space between them or not: so prose full of such words is not looked at. */
function afterEach(signs: readonly string[], words: readonly string[]): readonly string[] {
  return signs.flatMap((sign) =>
    words.flatMap((word) => [`${sign}${word}`, ...(/[;|&]$/.test(sign) ? [`${sign} ${word}`] : [])]),
  );
}

/** Commands put into a value that is handed to a shell. */
export const maliciousCommandPack: Pack = {
  id: 'malicious-command',
  version: '1.0.0',
  rules: [
    attackRule({
      id: 'malicious-command.unix',
      type: 'COMMAND_INJECTION',
      score: 0.88,
      forms: [
        {
          anchors: COMMANDS,
          before: BEFORE,
          behind: String.raw`(?:${ENDS}|[\d.]{0,6}${ARGUMENT}|[\d.]{0,6}[\s+]{1,8}[\w./@:-]{1,40}(?:$|[&|;"'\x60]))`,
        },
        {
          anchors: COMMANDS,
          before: BEFORE,
          behind: String.raw`[\s+]{1,4}[\w./-]{1,24}[\s+]{1,4}-{1,2}[a-z]`,
        },
        { anchors: CODINGS, before: `(?:${SEPARATED})`, behind: String.raw`(?:${ENDS}|${ARGUMENT})` },
        { anchors: CODINGS, before: BEFORE, behind: ARGUMENT },
        {
          anchors: COMMANDS.filter((name) => name.includes('-')),
          before: BEFORE,
          behind: String.raw`[\s+]{1,4}(?:[a-z.-]{1,24}(?:[\s+/]|$)|--)`,
        },
        {
          anchors: afterEach([';', '|', '&', '\x60', '$(', ';"', ";'", '{,'], WORDS),
          behind: String.raw`(?:${ENDS}|${ARGUMENT})`,
        },
        { anchors: afterEach(['=', '="', "='", ':"', ': ', '>', '\n'], WORDS), behind: ARGUMENT },
        { anchors: afterEach(['/bin/'], WORDS), behind: String.raw`(?:$|[\s;|&"'\x60)])` },
        { anchors: afterEach(['|', '=', ';', '&'], ['sh']), behind: String.raw`(?:$|[\s"'\x60;&|)])` },
        { anchors: ['sh -c', 'bash -c', 'sh -i', 'bash -i', 'sh+-c', 'zsh -c', 'sh%20-c'] },
        {
          anchors: afterEach(['|'], ['bash', 'sh', 'python', 'perl', 'php', 'ruby', 'node', 'sudo sh', 'sudo bash']),
          behind: String.raw`(?:$|[\s"'\x60;&|)\d])`,
        },
        {
          anchors: ['$('],
          before: String.raw`(?:^|[=;|&"'\s(])`,
          behind: String.raw`{-}(?:cat|id|ls|whoami|uname|curl|wget|ping|sleep|nslookup|echo|printf|env|host|dig|nc|sh|bash|python|perl|ruby|<|/bin)\b`,
        },
        {
          anchors: ['() {', '(){', '()+{', '() +{'],
          before: String.raw`(?:^|[\s"'=:+&>])`,
          behind: String.raw`{-}(?:$|:|_;|[\w ]{1,12};|")`,
        },
        {
          anchors: [
            '/dev/tcp/',
            '/dev/udp/',
            '/bin/sh',
            '/bin/bash',
            '0>&1',
            '2>&1',
            '&>/dev/null',
            '>/dev/null',
            '>& /dev/',
            '-e /bin/',
            '-e sh',
            'mkfifo /tmp',
            'nc -e',
            'nc -l',
            'rm -rf',
            'rm -fr',
            'chmod +x',
            'chmod 777',
            'chmod 755',
            '|base64 -d',
            '| base64 -d',
            'base64 --decode',
            'base64 -d',
            '-exec ',
            '/etc/cron',
          ],
        },
        {
          anchors: words('$ifs ${ifs $path ${path $shell ${shell $home $@ $* $! $? $- $$ $() <() >()'),
          before: String.raw`[a-z0-9;/|]`,
          behind: String.raw`[}]?[\s+]?[a-z0-9/;\\'"$+-]`,
        },
        { anchors: ['\x60\x60'], before: '[a-z]', behind: String.raw`[a-z\s+]` },
        {
          anchors: ['/???', '/??', '/b??', '/?s', '/?i'],
          before: String.raw`(?:^|[=\s;|&,{/?*])`,
          behind: String.raw`[\w?*]{0,6}(?:/|[\s+])[\w?*]`,
        },
        {
          anchors: ['c\\at', 'e\\c', 'p\\i', 's\\h', 'w\\h', 'n\\c', 'c\\u', 'l\\s'],
          before: String.raw`[;|&=\s(\x60/+]`,
          behind: String.raw`[\w*?]`,
        },
        {
          anchors: ["wh''", 'wh""', "c''", 'c""', "i''", "ca''", "ti''", "l''", "p''", "n''", "w''", "''at"],
          before: String.raw`[;|&=\s(\x60/+]`,
          behind: String.raw`[a-z]`,
        },
        { anchors: ['{,'], before: String.raw`[=;|&\s]`, behind: String.raw`[$"'/]{0,2}[\w?#-]{1,16}` },
        { anchors: ['~+', '~-'], before: '=', behind: String.raw`(?:$|[\s&"';/])` },
        { anchors: ['<<<'], before: String.raw`[a-z\d]`, behind: String.raw`["'$(\x60\w]` },
        { anchors: ['$('], before: String.raw`(?:[a-z/]|[;|&]\s?)`, behind: String.raw`[\w\s/.-]{0,24}\)[\w/]` },
        { anchors: ['exec {', 'exec 3', 'exec 5', 'exec <', 'exec >', 'exec 196'], behind: String.raw`[\w}]{0,6}<?>` },
        {
          anchors: ['.shell', '.system', '.import', '.sh'],
          before: String.raw`(?:\n|;)\s{0,3}`,
          behind: String.raw`[\s+]{1,4}\w`,
        },
        { anchors: ['set -o', 'set +o', 'set -e', 'env -', 'env --'], before: VALUE_BEGINS },
        {
          anchors: ['];$', '}$', ';$'],
          before: String.raw`=[\w\\/]{1,12}\[?\w?`,
          behind: String.raw`\w{1,12}(?:\s|\$|;|&|$)`,
        },
      ],
      examples: ['host=a⟦;uname -a⟧', 'x=⟦whoami⟧', '=⟦$(id)⟧', '⟦|nc -l⟧ 4444', '⟦/bin/sh⟧ -c id', 'cat⟦$IFSx⟧'],
      counterExamples: [
        'Accept-Encoding: gzip, deflate;q=0.5',
        'Accept-Encoding: zstd;q=1, gzip',
        'I came; find me the cat, or set the time.',
        'last_name=Perlak&word=schedule',
        'Who is at the top? Make more.',
        'time warner, uname=john doe, pwd=supersecurepassword',
        'The file, and the directory (see ls in the manual).',
        "the city's rewrite of the land code, but there's room",
      ],
    }),
    attackRule({
      id: 'malicious-command.windows',
      type: 'COMMAND_INJECTION',
      score: 0.9,
      forms: [
        {
          anchors: [' in (', '+in+(', ' in(', ' in  (', ' in   ('],
          before: String.raw`%{1,2}[^\s%]{1,20}[\s+]{0,3}`,
          behind: String.raw`[^\n]{0,64}do\b`,
        },
        { anchors: ['for %', 'for /', 'for+%', 'for+/'], behind: String.raw`[^\n]{0,40}[\s+]in[\s+]` },
        { anchors: ['=for '], behind: String.raw`[^\n]{0,40}[\s+]in[\s+](?=[\s+]{0,3}(?:\(|[^\n]{0,24}\bdo\b))` },
        {
          anchors: [
            'if exist',
            'if defined',
            'if not exist',
            'if not defined',
            'if errorlevel',
            'if not errorlevel',
            'if cmdextversion',
            'if /i',
            'if not /i',
            'if %',
            'if not %',
            'if "',
            'if not "',
            'if !',
            'if not (',
            'if (',
          ],
          before: String.raw`(?:^|[=&|;(\n+@])\s{0,3}`,
          behind: String.raw`[^\n]{0,48}(?:==|[\s+](?:equ|neq|lss|leq|gtr|geq)[\s+]|[\s+(@](?:echo|set|goto|call|cmd|del|exit|start|copy|rename|type)\b|%)`,
        },
        {
          anchors: afterEach(['=', '&', '|', ';', '(', '\n', '@'], ['if']),
          behind: String.raw`[\s+]{1,16}(?:/i[\s+]{1,8})?(?:not[\s+]{1,8})?(?:exist|defined|errorlevel|cmdextversion|[^\s=]{1,24}[\s+]{0,4}==|[^\s]{1,24}[\s+]{1,8}(?:equ|neq|lss|leq|gtr|geq)[\s+])`,
        },
        {
          anchors: words(
            'invoke- start-bits get-childitem get-content get-process get-wmiobject get-ciminstance new-object',
            'set-executionpolicy start-process out-file convertto- import-module add-type get-service get-command',
            'get-credential get-item set-item remove-item stop-process set-alias get-aduser new-service',
            'get-eventlog clear-eventlog add-mppreference set-mppreference disable- export-csv get-date get-host',
            'get-location get-variable test-connection write-host write-output select-object where-object',
            'foreach-object',
          ),
          before: String.raw`(?:^|[^\w-])`,
          behind: String.raw`(?:webrequest|expression|command|restmethod|item|wmimethod|mimikatz|shellcode|history|windowsoptionalfeature|securestring|[\s+]{1,4}(?:-?\w|[/\\$"'(])|$|["'&;|])`,
        },
        {
          anchors: [
            'iex(',
            'iex (',
            'iex $',
            '|iex',
            '| iex',
            '.downloadstring(',
            '.downloadfile(',
            '-encodedcommand',
            '-executionpolicy bypass',
            '-nop -',
            'frombase64string(',
            'net.webclient',
            'system.net.',
            '-windowstyle hidden',
            '-w hidden',
            '-enc ',
          ],
        },
        {
          anchors: [
            'cmd /c',
            'cmd /k',
            'cmd.exe',
            'cmd+/c',
            'powershell -',
            'powershell.exe',
            'powershell+-',
            'net user',
            'net localgroup',
            'reg add',
            'reg query',
            'vssadmin',
            '%comspec%',
            '%systemroot%',
            '\\system32\\cmd',
            '%path:~',
            '%programfiles:~',
          ],
        },
      ],
      examples: ['a=for %x⟦ in (set) do⟧ x', '⟦=if not exist⟧ a.txt', '⟦Invoke-WebRequest⟧ -Uri x', '⟦cmd /c⟧ dir'],
      counterExamples: [
        '50% in (most) cases',
        'if not, do it; if "yes" then',
        'Invoke Web Request',
        'for all in (a) class',
        'q=for everyone in the team',
        'If it exists, set it.',
      ],
    }),
  ],
};
