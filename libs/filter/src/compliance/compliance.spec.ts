import { describe, expect, it } from '@jest/globals';
import { Filter } from '../filter.js';
import { looseDocumentsPack } from '../packs/loose-documents.pack.js';
import { peoplePack } from '../packs/people.pack.js';
import { standardPacks } from '../packs/standard-packs.js';
import { complianceReport, policyFor } from './compliance.js';
import { compliancePresets, hipaa, pciDss } from './presets.js';

const filter = new Filter();

describe('the policy of a preset', () => {
  it('treats a card as PCI DSS asks and only flags what it does not speak of', () => {
    const { output } = filter.text('card 4111 1111 1111 1111 cvv 123, mail a@example.com', policyFor([pciDss]));
    expect(output).toBe('card 4111 11** **** 1111 cvv [CARD_VERIFICATION], mail a@example.com');
  });

  it('of two presets takes the stronger treatment', () => {
    expect(policyFor([pciDss, hipaa]).types?.['CREDIT_CARD']).toBe('redact');
    expect(policyFor([hipaa, pciDss]).types?.['CREDIT_CARD']).toBe('redact');
  });

  it('names no type that nothing finds', () => {
    const known = new Set(
      [...standardPacks, peoplePack, looseDocumentsPack].flatMap(({ rules }) => rules.map(({ type }) => type)),
    );
    for (const { id, requirements } of compliancePresets)
      for (const { types } of requirements) expect([id, types.filter((type) => !known.has(type))]).toEqual([id, []]);
  });
});

describe('the evidence of a run', () => {
  const text = 'card 4111 1111 1111 1111 cvv 123';

  it('counts what was found by requirement and treatment, and holds no value', () => {
    const report = complianceReport(pciDss, filter.text(text, policyFor([pciDss])).entities);
    expect(report.met).toBe(true);
    expect(report.requirements.find(({ id }) => id === '3.4.1')?.found).toEqual({ CREDIT_CARD: { mask: 1 } });
    expect(JSON.stringify(report)).not.toMatch(/4111|123/);
  });

  it('says that a requirement was not met when its data was treated more weakly than asked', () => {
    const { entities } = filter.text(text, { scoreMin: 0.5, otherwise: 'flag' });
    const report = complianceReport(pciDss, entities);
    expect(report.met).toBe(false);
    expect(report.requirements.filter(({ met }) => !met).map(({ id }) => id)).toEqual(['3.3.1', '3.4.1']);
  });

  it('names what nothing here can tell', () => {
    expect(complianceReport(hipaa, []).uncovered).toEqual(['P', 'Q']);
  });

  it('has all eighteen identifiers of HIPAA', () => {
    expect(hipaa.requirements.map(({ id }) => id).join('')).toBe('ABCDEFGHIJKLMNOPQR');
  });
});
