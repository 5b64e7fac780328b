import type { Pack } from './pack.js';

export const contactPack: Pack = {
  id: 'contact',
  version: '1.0.0',
  rules: [
    {
      id: 'contact.email',
      type: 'EMAIL_ADDRESS',
      family: 'contact',
      pattern: { kind: 'email' },
      mask: { keepFirst: 0, keepLast: 4, hideMin: 6, separators: '' },
      examples: [
        'Write to ⟦alice@example.com⟧.',
        "to=⟦alice.o'neill+news@mail.example.co.uk⟧&cc=⟦bob@example.org⟧",
        '<⟦用户@例子.中国⟧>',
        'почта ⟦иван@пример.рф⟧, спасибо',
        '⟦jörg@müller.xn--p1ai⟧',
        '请联系⟦alice@example.com⟧谢谢',
        '⟦用户@例子.中国⟧谢谢 ⟦用户@例子.中国⟧abc',
        'https://example.com/?who=⟦alice%40example.com⟧&x=1',
        'That was ⟦alice@example.com⟧.Then she left.',
        '📧⟦alice@example.com⟧📧',
        '⟦root@db1.internal⟧',
        '⟦joe@163.com⟧:hunter2',
      ],
      counterExamples: [
        'npm install @nestjs/core@12.1.1',
        'pip install strongroom@1.0.dev',
        'icon@2x.png',
        'git@github.com:strongroom/strongroom.git',
        'postgres://strongroom:secret@db.example.com/strongroom',
        'https://alice@example.com/',
        '@Injectable() export class Example {}',
        'alice@',
        'alice@localhost',
        '\u0336@example.com',
        'a@-example.com',
      ],
    },
  ],
};
