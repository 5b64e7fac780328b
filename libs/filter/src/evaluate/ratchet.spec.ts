import { describe, expect, it } from '@jest/globals';
import { Filter } from '../filter.js';
import { standardPacks } from '../packs/standard-packs.js';
import { evaluate } from './evaluate.js';
import type { GoldDocument, GoldSpan } from './gold.js';

/** Everyday texts with their values marked as `⟦TYPE:value⟧`; without a mark there is nothing to find. */
const texts = [
  'Hi Ann, my new number is on the card: mobile ⟦PHONE_NUMBER:0171 5550123⟧, mail ⟦EMAIL_ADDRESS:ann.lee@example.org⟧.',
  'Please call ⟦PHONE_NUMBER:+49 30 901820⟧ or ⟦PHONE_NUMBER:(212) 555-0187⟧ before 2026-11-21 at 10:30.',
  'Fax ⟦PHONE_NUMBER:+33 (0)1 44 55 66 77⟧, see ⟦URL:https://example.com/contact?id=7⟧, room 4711.',
  'sshd[4123]: accepted from ⟦IP_ADDRESS:203.0.113.77⟧ port 50022, then ⟦IP_ADDRESS:2001:db8::1:2⟧',
  'dhcp: ⟦MAC_ADDRESS:02:42:ac:11:00:02⟧ has ⟦IP_ADDRESS:172.17.0.2⟧ since 09:12:44',
  'Applicant SSN ⟦US_SSN:536-22-8726⟧, born long ago, zip 90210-1234.',
  'Pay ⟦CREDIT_CARD:5555 5555 5555 4444⟧ or ⟦IBAN_CODE:DE89 3704 0044 0532 0130 00⟧ by Friday.',
  'Donate to ⟦CRYPTO:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa⟧ or ⟦CRYPTO:0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed⟧',
  '📧 ⟦EMAIL_ADDRESS:jörg@müller.de⟧ 📞 tel: ⟦PHONE_NUMBER:+86 10 6552 9988⟧ 🌐 ⟦URL:www.example.de⟧',
  'Order 20261121-0042 of 1763712000000, total 1.234,50, tracking 9400110200881234567890.',
  'Upgrade from version 10.4.0.1 to 10.4.1 and read RFC 6749, section 4.1.2.1.',
  'KEY_USAGE = ObjectIdentifier("2.5.29.15")',
  'versionadded:: 0.7.100.3',
  'build 3f786850e387550fdab836ed7e6dc881de23001b took 12:30:45, std::1, a::b',
  'The call lasted 1200 seconds in 2024-2025; phone model 3310, batch 7 of 12.',
  'commit by git@github.com:example/project.git in @nestjs/core@12.1.1',
];

function read(text: string, judged: readonly string[]): GoldDocument {
  const gold: GoldSpan[] = [];
  let plain = '';
  for (const [, before = '', type, value = ''] of text.matchAll(/([^⟦]*)(?:⟦([A-Z_]+):([^⟧]*)⟧)?/gu)) {
    plain += before;
    const start = Array.from(plain).length;
    plain += value;
    if (type !== undefined) gold.push({ type, codePoints: { start, end: Array.from(plain).length } });
  }
  return { text: plain, gold, judged, group: text };
}

describe('on our own small set, where it must not get worse', () => {
  const families = Object.fromEntries(
    standardPacks.flatMap((pack) => pack.rules.map((rule) => [rule.type, rule.family] as const)),
  );
  const judged = Object.keys(families);
  const { byType, mistakes } = evaluate(
    new Filter(),
    texts.map((text) => read(text, judged)),
    families,
  );

  it('the filter makes no mistake', () => {
    expect(mistakes).toEqual([]);
  });

  it.each([
    'CREDIT_CARD',
    'CRYPTO',
    'EMAIL_ADDRESS',
    'IBAN_CODE',
    'IP_ADDRESS',
    'MAC_ADDRESS',
    'PHONE_NUMBER',
    'URL',
    'US_SSN',
  ])('the filter finds every %s, and exactly it', (type) => {
    const score = byType[type];
    expect(score?.hits).toBeGreaterThan(0);
    expect(score?.exact).toBe(score?.hits);
  });
});
