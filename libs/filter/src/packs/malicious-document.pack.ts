import { attackRule, words } from './attack-rule.js';
import type { Pack } from './pack.js';

/** What a template, a query for a document or a directory, or a header would carry out. */
export const maliciousDocumentPack: Pack = {
  id: 'malicious-document',
  version: '1.0.0',
  rules: [
    attackRule({
      id: 'malicious-document.template',
      type: 'TEMPLATE_INJECTION',
      score: 0.88,
      forms: [
        {
          anchors: ['{{'],
          behind: String.raw`[^}\n]{0,40}(?:\d{-}[*+-]{-}['"\d]|\(|__|constructor|\bconfig\b|\brequest\.|self\.|_self|\|attr|lipsum|cycler|joiner|settings\.)`,
        },
        {
          anchors: ['${', '#{', '*{', '@{', '~{'],
          behind: String.raw`{-}(?:\d{1,9}{-}[*+]{-}\d|t\(|@java|\w{0,12}\.?(?:exec|getruntime|system|eval|import|include|forname|getclass|write|read)\w{0,8}\(|class\.|''\.|""\.|#\w|session|applicationscope|param\.|request\.|global\.|require|process|runtime|import|new{_})`,
        },
        {
          anchors: ['<%'],
          behind: String.raw`[=@#-]?{-}(?:\d{1,6}{-}[*+]|[\w.]{1,32}\(|import|eval|response|request|system|runtime|file|io\.|\x60)`,
        },
        { anchors: ['{%'], behind: String.raw`-?{-}(?:import|include|for|if|set|debug|block|extends|macro)\b` },
        {
          anchors: [
            '{php}',
            '<#assign',
            '[#assign',
            '#set(',
            '#set (',
            '#include(',
            '#evaluate(',
            '{system(',
            '{if system',
            '{exec(',
          ],
        },
        {
          anchors: words(
            '__class__ __mro__ __subclasses__ __globals__ __builtins__ __import__ __bases__ __init__.__',
            '__reduce__ func_globals freemarker.template org.apache.velocity',
          ),
        },
      ],
      examples: ['x=⟦{{7*7⟧}}', 'x=⟦${7*7⟧}', "⟦#{runtime.exec(⟧'id')}", "''.⟦__class__⟧.x", '⟦<%= system(⟧"id") %>'],
      counterExamples: ['Hello {{username}}', 'costs ${price}', '{{ user.name }}, #{id}', '100 <% of all', '{ { 7 } }'],
    }),
    attackRule({
      id: 'malicious-document.xml',
      type: 'XXE',
      score: 0.92,
      forms: [
        { anchors: ['<!entity'], behind: String.raw`[\s%+]{1,8}[\w.-]{1,32}{_}(?:system|public|["'])` },
        { anchors: ['<!entity'], behind: String.raw`{_}%{_}[\w.-]{1,32}{_}(?:system|public|["'])` },
        { anchors: ['<!doctype'], behind: String.raw`{_}[\w.:-]{1,32}{-}(?:\[|system\b)` },
        {
          anchors: [
            'xi:include',
            'xinclude"',
            'xsi:schemalocation',
            'xsi:nonamespaceschemalocation',
            '<xsl:',
            '2001/xinclude',
            'xlink:href',
          ],
        },
        { anchors: ['php:function', 'document('], before: String.raw`["':]` },
        {
          anchors: ['xmlns', ':href'],
          before: String.raw`<[\w:]{1,20}{_}`,
          behind: String.raw`:?\w{0,12}{-}={-}["']http://www\.w3\.org/(?:2001/xinclude|1999/(?:xhtml|xsl))`,
        },
        {
          anchors: ["' or '1'='1", '" or "1"="1', "']/", '")]/', "']|//*", '|//', '] | //'],
          before: String.raw`['")\]\w]`,
          behind: String.raw`(?:\*|@|\w{1,16}\[|text\(|node\(|user|password)`,
        },
        {
          anchors: [
            'count(/',
            'name(/',
            'string-length(',
            'starts-with(',
            'substring(/',
            'doc(',
            'position()',
            'text()=',
          ],
          behind: String.raw`[/*'"\w=]`,
        },
      ],
      examples: [
        '⟦<!ENTITY x SYSTEM⟧ "file:///etc/x">',
        '⟦<!ENTITY % dwusu SYSTEM⟧ "http://a/">',
        '<⟦xi:include⟧ href="x"/>',
        '⟦<!DOCTYPE root [⟧',
      ],
      counterExamples: ['<!DOCTYPE html>', 'an entity of the system', '<include file="x"/>', '7XMLNS'],
    }),
    attackRule({
      id: 'malicious-document.ldap',
      type: 'LDAP_INJECTION',
      score: 0.88,
      forms: [
        {
          anchors: words(
            ')(uid= )(cn= )(|( )(&( )(objectclass= )(password= )(userpassword= )(mail= )(!( *)( )(sn= *))',
            ')(attribute=',
          ),
          before: String.raw`[\w*)+=]`,
          behind: String.raw`(?:[\w*(&|!%]|$)`,
        },
      ],
      examples: ['user=admin*⟦)(uid=*⟧', 'x⟦)(uid=*⟧)'],
      counterExamples: ['f(a)(b)', '(see (2*3))', '(uid=jdoe)'],
    }),
    attackRule({
      id: 'malicious-document.header-split',
      type: 'CRLF_INJECTION',
      score: 0.9,
      forms: [
        {
          anchors: [
            '\nset-cookie',
            '\rset-cookie',
            '\nlocation',
            '\rlocation',
            '\ncontent-type',
            '\rcontent-type',
            '\ncontent-length',
            '\rcontent-length',
            '\nhttp/1.',
            '\rhttp/1.',
            '\nrefresh',
            '\nx-xss-protection',
            '\ntransfer-encoding',
            '\naccess-control-allow-origin',
          ],
          before: String.raw`(?:[?&][\w.-]{1,12}=[^\s"<>=]{0,12}|^/[^\s"<>]{0,28})\r?`,
          behind: String.raw`{-}(?::|\d)`,
        },
        {
          anchors: ['\nbcc', '\ncc', '\nreply-to', '\nx-mailer'],
          before: String.raw`(?:@[\w.]{1,24})\r?`,
          behind: String.raw`{-}:{-}\S{1,32}@`,
        },
        {
          anchors: [
            '\nhelo',
            '\nehlo',
            '\nrcpt',
            '\nmail from',
            '\nquit',
            '\nexpn',
            '\nvrfy',
            '\nstarttls',
            '\nauth',
            '\nretr',
            '\ndele',
            '\nuidl',
            '\na1 ',
            '\na001 ',
            '\na0',
          ],
          before: String.raw`(?:=[^\s]{0,16}|"|>)\r?`,
          behind: String.raw`(?:$|[\s"]|to:|logout|fetch|\d)`,
        },
      ],
      examples: ['/a?x=y%0d⟦%0aSet-Cookie:⟧ a=b', 'to=a@b.co⟦\nBcc: c@⟧d.co'],
      counterExamples: ['Content-Type: text/plain\nContent-Length: 3', 'a line\nLocation: Berlin', 'Hey,\nquit it'],
    }),
  ],
};
