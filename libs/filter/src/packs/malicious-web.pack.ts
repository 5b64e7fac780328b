import { attackRule, words } from './attack-rule.js';
import type { Pack } from './pack.js';

const EVENTS = words(
  'error load click focus blur mouseover mouseenter mousemove mouseout mousedown mouseup toggle start begin end',
  'keydown keyup keypress submit change input resize scroll wheel drag drop paste copy cut animationstart',
  'animationend transitionend pointerdown pointerover pointerenter pageshow hashchange message unload',
  'beforeunload readystatechange afterprint select reset show search',
).map((name) => `on${name}`);

/** What a browser would carry out. */
export const maliciousWebPack: Pack = {
  id: 'malicious-web',
  version: '1.0.0',
  rules: [
    attackRule({
      id: 'malicious-web.markup',
      type: 'XSS',
      score: 0.93,
      forms: [
        { anchors: ['<script', ':script', '<\x00script'], behind: String.raw`(?:[\s/>+&]|$)` },
        { anchors: ['</script'], behind: String.raw`[\s/>+]` },
        { anchors: EVENTS, before: String.raw`[\s"'/+\x0c<\x60]`, behind: String.raw`[\s/+]{0,8}=[\s+]{0,4}[^\s=>]` },
        {
          anchors: words(
            '<iframe <object <embed <applet <frameset <frame <bgsound <isindex <vmlframe :vmlframe <animate <set',
            '<math <foreignobject <portal',
          ),
          behind: String.raw`(?:[\s/+]{1,8}[\w:-]{1,24}{-}=|>|[\s/+]{1,8}on)`,
        },
        { anchors: ['<meta'], behind: String.raw`[\s/+]{1,8}(?:http-equiv|charset|content)` },
        { anchors: ['<base', '<link'], behind: String.raw`[\s/+][^>]{0,48}href` },
        {
          anchors: ['<style'],
          behind: String.raw`[^>]{0,24}>[^<]{0,48}(?:@|expression|-moz-binding|javascript|url\(|=|\\)`,
        },
        {
          anchors: words('<svg <img <body <input <details <video <audio <marquee <form <a <div <b <x <table <td'),
          behind: String.raw`[\s/+][^>]{0,64}(?:\bon\w{3,20}{-}=|javascript:|data:text|srcdoc{-}=|formaction|-moz-binding|expression{-}\()`,
        },
        {
          anchors: ['srcdoc', 'formaction', 'xlink:href', 'xmlns:xlink'],
          before: String.raw`[\s"'/+]`,
          behind: String.raw`{-}={-}["'\x60]?`,
        },
        { anchors: ['-moz-binding', 'behavior'], behind: String.raw`{-}:{-}(?:url|expression)` },
        { anchors: ['expression'], before: String.raw`:{-}`, behind: String.raw`{-}\(` },
        { anchors: ['<!--#'], behind: String.raw`(?:exec|include|echo|config|printenv)\b` },
        { anchors: ['@import', '@im\\port'], before: String.raw`[>{;"']{-}`, behind: String.raw`{-}['"u\\]` },
        { anchors: ['<?import', '<?xml-stylesheet'] },
        { anchors: ['<style>'], behind: String.raw`[@=]` },
      ],
      examples: [
        'q=⟦<script>⟧alert',
        'q=" ⟦onerror=a⟧lert(1)',
        '⟦<svg/onload=⟧alert(1)>',
        '⟦<iframe src=⟧x>',
        '⟦<!--#exec⟧ cmd="id"-->',
      ],
      counterExamples: [
        'Use <b>bold</b> and <a href="https://example.com">links</a>.',
        'loading = true; on error, retry',
        'a < b and c > d, <stylesheet>',
        '<meta> tags, <base> classes',
      ],
    }),
    attackRule({
      id: 'malicious-web.script',
      type: 'XSS',
      score: 0.85,
      forms: [
        {
          anchors: ['javascript:', 'vbscript:', 'livescript:'],
          behind: String.raw`(?:[\\/+%\t\n]{0,8}[\w"'(;/\\]|\s{1,4}\\)`,
        },
        { anchors: ['javascript'], behind: String.raw`{-}(?:&colon;|\\x3a)` },
        {
          anchors: ['data:text/html', 'data:text/javascript', 'data:application/javascript', 'data:image/svg+xml'],
          behind: '[;,]',
        },
        {
          anchors: words(
            'document.cookie document.domain document.write document.body document.location window.location',
            'window.name document.queryselector document.createelement document.getelement document.url',
            'document.referrer string.fromcharcode self.location top.location location.hash localstorage.getitem',
            'navigator.sendbeacon .innerhtml .outerhtml .parentnode xmlhttprequest window.open window.eval',
            'window.onerror',
          ),
          before: String.raw`(?:^|[^/\w]|[\w)\]])`,
          behind: String.raw`(?:$|\W)`,
        },
        {
          anchors: [
            'alert',
            'eval',
            'atob',
            'btoa',
            'prompt',
            'confirm',
            'settimeout',
            'setinterval',
            'fetch',
            'execscript',
            'unescape',
            'decodeuricomponent',
            'new function',
            'setimmediate',
            'import',
          ],
          before: String.raw`(?:^|[=:;,{}()\[\]"'\x60>&|+\n!~.-])\s{0,3}`,
          behind: String.raw`{-}[(\x60]`,
        },
        {
          anchors: ['alert', 'eval', 'prompt', 'confirm'],
          behind: String.raw`(?:\(|\x60)(?:\d|["'\x60/]|document|window|this|string|origin|xss|\)|location)`,
        },
        {
          anchors: ['.constructor', '["constructor"]', "['constructor']"],
          behind: String.raw`(?:\.constructor|\[|\(|\.prototype|\.name)`,
        },
        { anchors: ['.call\x60', '.map\x60', '.sort\x60', '.concat\x60'] },
        {
          anchors: words('sort map find every some filter foreach findindex reduce'),
          before: String.raw`\][\s./*+]{1,12}`,
          behind: String.raw`{-}\.?{-}(?:call|apply)?{-}\x60`,
        },
        {
          anchors: ['self[', 'window[', 'top[', 'this[', 'globalthis[', 'parent[', 'frames['],
          behind: String.raw`{-}["'\x60/(]`,
        },
        {
          anchors: ['jav&#', 'java&#', 'java\\', 'jav\\', 'j\\61', 'vb&', 'jav\t', 'java\n'],
          behind: String.raw`[\w#;]`,
        },
      ],
      examples: [
        'href="⟦javascript:a⟧lert(1)"',
        'x=⟦document.cookie⟧',
        'x=⟦alert(⟧1)',
        'y⟦.constructor.constructor⟧(1)',
      ],
      counterExamples: [
        'The javascript: a guide',
        'an alert (yellow), a prompt reply',
        'see /javascript-manual/document.cookie',
        'We evaluate (and confirm) it.',
      ],
    }),
    attackRule({
      id: 'malicious-web.session-fixation',
      type: 'SESSION_FIXATION',
      score: 0.6,
      forms: [
        {
          anchors: words(
            'session sess sid auth_token access_token play_session express.sid xsrf-token beaker.session.id symfony',
            'phpsessid phpsession jsessionid aspsessionid asp.net_sessionid sessionid session_id laravel_session',
            'ci_session connect.sid sails.sid koa:sess koa.sess rack.session session-token meteor_login_token',
            'cftoken cfid shiny-token zenid sid viewstate',
          ),
          before: String.raw`[?&][\w.-]{0,24}`,
          behind: String.raw`[\w.:-]{0,20}=[^\s&]{3,60}(?:$|[&\s])`,
        },
        { anchors: ['.cookie'], behind: String.raw`{-}={-}["'\w]` },
        { anchors: ['http-equiv'], behind: String.raw`{-}={-}["']?set-cookie` },
      ],
      examples: ['/login?⟦PHPSESSID=abc123⟧'],
      counterExamples: ['sessionid=abc123', 'the session id (sid) is new', 'a cookie = sweet'],
    }),
  ],
};
