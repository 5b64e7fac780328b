import { attackRule, words } from './attack-rule.js';
import type { Pack } from './pack.js';

/** Not a quote or a bracket alone: modules and links of documents begin there. */
const CHAIN_BEGINS = String.raw`(?:^|[=:\s;?&]|\w[/\\]|[=]/|\s/|=["']|filename="|:\s?")(?:\.\.[/\\]){0,6}`;

/** Files that should not be asked for, and places that a server should not go to. */
export const maliciousPathPack: Pack = {
  id: 'malicious-path',
  version: '1.0.0',
  rules: [
    attackRule({
      id: 'malicious-path.traversal',
      type: 'PATH_TRAVERSAL',
      score: 0.93,
      forms: [
        {
          anchors: ['../', '..\\', '..%2f', '..%5c', '..\u2215', '..\uff0f', '..;/'],
          before: CHAIN_BEGINS,
          behind: String.raw`(?:\.{1,3}[/\\;]|etc\b|windows|winnt|boot\.|proc/|var/|usr/|root/|home/|app/|web-inf|config|\.)`,
        },
        {
          anchors: ['../', '..\\'],
          before: String.raw`(?:[?&][\w.\[\]-]{1,24}=|filename=["']?)`,
          behind: String.raw`[\w.-]{1,32}`,
        },
        { anchors: ['.../', '...\\', '....//', '....\\\\', '..././'], behind: String.raw`(?:\.{1,3}[/\\]|etc|win)` },
        {
          anchors: ['..;', '.\\.', '..\\/', '..//', '%c0%ae', '%2e%2e', '..%00', '..%c0'],
          behind: String.raw`[./\\;%]`,
        },
      ],
      examples: ['x=⟦../../⟧../a', 'q=⟦../config⟧', '/a/⟦..\\..\\⟧x'],
      counterExamples: [
        "import { a } from '../b.js';",
        "import c from '../../d.js';",
        'Wait.../ what',
        '/foo../1234',
        '/..',
      ],
    }),
    attackRule({
      id: 'malicious-path.file',
      type: 'SENSITIVE_FILE',
      score: 0.88,
      forms: [
        {
          anchors: ['/etc/', '/etc$'],
          before: String.raw`(?:^|[^\w])?`,
          behind: String.raw`[\w/$()*?\\'"@-]{0,16}(?:passwd|shadow|hosts|group|sudoers|crontab|issue|motd|master\.|fstab|resolv|ssh|ssl|nginx|apache|httpd|mysql|profile|environment|security|p\?|\?\?)`,
        },
        { anchors: ['/etc/', '/etc$'], behind: String.raw`(?:[\w]{0,3}[?*$\\'"]|u/)` },
        {
          anchors: ['/proc/'],
          behind: String.raw`(?:self|version|cmdline|net|sys|mounts|cpuinfo|meminfo|\d{1,7}|environ|sched|kcore|kallsyms)\b`,
        },
        {
          anchors: words(
            'boot.ini win.ini system.ini web.config .htaccess .htpasswd .bash_history .bashrc .netrc .pgpass',
            '.git/ .svn/ .hg/ .aws/ .ssh/ .kube/ .docker/ .npmrc .env id_rsa id_dsa id_ed25519 authorized_keys',
            'web-inf/ wp-config config.inc.php php.ini my.cnf access.log error.log ntuser.dat sam.hive .ds_store',
            '.mysql_history .vscode/ .idea/ .claude/ .cursor/ .aider .zed/ .windsurf/ .junie/ .a0proj/ .continue/',
            '.gemini/ .codex/ .roo/ .cline .copilot/ .github/copilot .cursorrules .mcp.json composer.lock',
            '.terraform/ .env.',
          ),
          before: String.raw`(?:^|[/\\=])`,
          behind: String.raw`(?:$|[\w\s"'&?.~/%;])`,
        },
        {
          anchors: ['c:\\windows', 'c:/windows', 'c:\\winnt', 'c:\\boot'],
          behind: String.raw`[\\/.](?:win\.ini|system\.ini|repair|system32[\\/](?:drivers|config|cmd|inetsrv)|debug|php\.ini)`,
        },
        // Nobody links to a hidden file or folder but for `.well-known` (RFC 8615).
        {
          anchors: ['/.'],
          before: String.raw`(?:^|[="]|(?:get|post|put|head) )(?:/[\w-]{1,12}){0,2}`,
          behind: String.raw`(?!well-known)[a-z][\w.-]{1,32}(?:/[\w.-]|$|[\s?])`,
        },
        {
          anchors: ['.bak', '.old', '.swp', '.sql', '.save', '.orig', '.backup'],
          before: String.raw`^/[\w./-]{1,30}`,
          behind: String.raw`(?:$|\?)`,
        },
      ],
      examples: ['⟦/etc/passwd⟧', '/x⟦/.git/c⟧onfig', 'f=⟦boot.ini⟧', '⟦/proc/self⟧/environ'],
      counterExamples: ['books, pens, etc/ and so on', 'process/self', 'test.environment', 'css/style.css'],
    }),
    attackRule({
      id: 'malicious-path.request-forgery',
      type: 'SSRF',
      score: 0.88,
      forms: [
        {
          anchors: words(
            'metadata.tencentyun rancher-metadata /metadata/v1 /metadata/instance 0xa9fea9fe 2852039166 169.254.169.250',
            '169.254.169.254 169.254.170.2 192.0.0.192 100.100.100.200 fd00:ec2::254 metadata.google.internal',
            'metadata.azure instance-data /latest/meta-data /latest/user-data /computemetadata/ /opc/v1/ .nip.io',
            '.xip.io .sslip.io localtest.me .burpcollaborator.net .oastify.com .interact.sh .oast. .requestbin',
            'lvh.me vcap.me spoofed.burp',
          ),
        },
        {
          anchors: words(
            'gopher:// dict:// ldap:// ldaps:// tftp:// jar:http jar:file netdoc: sftp:// imap:// smb:// rmi://',
            'file:/// file:// local_file:',
          ),
          before: String.raw`(?:^|[=:"'\s,(!}])`,
          behind: String.raw`[^\s]`,
        },
        {
          anchors: ['://', ':/'],
          before: String.raw`[=/"'(:]\s?(?:https?|ftp|url)`,
          behind: String.raw`(?:\d{8,10}(?:$|[/:&?#])|0x[0-9a-f]|0\d{1,4}[.\d]|127\.|10\.\d|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.0\.0\.0|localhost|\[?::|\[fe80|\[fd|2130706433|0/)`,
        },
        { anchors: ['http:', 'https:'], before: '=', behind: String.raw`(?:\d|\\|/\d|/{3})` },
        {
          anchors: ['://'],
          before: String.raw`[=]\s?(?:https?|ftps?)`,
          behind: String.raw`(?:[^\s/?&"]{1,48}/?\?(?:$|["\s])|\d{1,3}(?:\.\d{1,3}){3}|[^\s&"?/]{1,48}/:?[^\s/]{1,16}@)`,
        },
        {
          anchors: [
            '[path]=http',
            '_path=http',
            '[path]=ftp',
            'include=http',
            'page=http',
            'file=http',
            'template=http',
            'document=http',
            'root_path=http',
            'mosconfig_absolute_path',
            'basedir=http',
            'pg=http',
            'doc=http',
            'dir=http',
            'cmd=http',
            '=ftp://',
            '=ftps://',
            '=file:',
          ],
        },
        {
          anchors: ['://'],
          before: String.raw`(?:[=])(?:https?)`,
          behind: String.raw`[\w.:@-]{1,48}/[\w./-]{1,40}\.(?:txt|php|sh|exe|jsp|asp|pl|py|jpg|gif|ps1|hta)\?{0,2}(?:$|[&\s"])`,
        },
      ],
      examples: [
        'url=http⟦://localhost⟧/',
        'u=http⟦://169.254.169.254⟧/',
        'u=⟦gopher://x⟧',
        'x=http⟦://0x7⟧f000001/',
        'p=http⟦://2130706433/⟧',
      ],
      counterExamples: [
        'https://www.example.com/some/path',
        'see http://example.com.',
        'the localhost name',
        'file: a.txt',
      ],
    }),
  ],
};
