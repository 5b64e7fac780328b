import { describe, expect, it } from '@jest/globals';
import { Filter } from '../filter.js';
import { standardPacks } from '../packs/standard-packs.js';
import type { Policy } from '../policy/policy.js';
import { customPack } from './custom-pack.js';
import type { CustomPattern } from './custom-pattern.js';

const contract: CustomPattern = {
  id: 'acme.contract',
  family: 'secret',
  type: 'ACME_CONTRACT',
  pattern: String.raw`(?i)contract\s*(?:no\.?|:)\s*(\d{4}-[a-z]{2}-\d{3})\b`,
  keywords: ['contract'],
  examples: ['see Contract no. ⟦2024-AB-123⟧'],
  counterExamples: ['contract no. 2024-AB-12'],
  severity: 'high',
};
const ticket: CustomPattern = {
  id: 'acme.ticket',
  family: 'secret',
  type: 'ACME_TICKET',
  pattern: String.raw`\b[A-Z]{3}-\d{6}\b`,
  keywords: [],
  everyLine: true,
  examples: ['see ⟦ABC-123456⟧'],
  counterExamples: ['see ABC-12345'],
};
const redact: Policy = { scoreMin: 0.5, otherwise: 'redact' };

function filterOf(...patterns: readonly CustomPattern[]): Filter {
  const own = customPack('acme', patterns);
  if (!own.ok) throw new Error(JSON.stringify(own.faults));
  return new Filter({ packs: [...standardPacks, own.pack] });
}

describe('a pattern of a tenant', () => {
  const filter = filterOf(contract, ticket);

  it('is found beside everything else, its keyword in any case and inside of a word, several in a line', () => {
    const { output } = filter.text(
      'SubContract: 2024-AB-123, contract no 2025-CD-001; alice@example.com\nABC-123456 in',
      redact,
    );
    expect(output).toBe('SubContract: [ACME_CONTRACT], contract no [ACME_CONTRACT]; [EMAIL_ADDRESS]\n[ACME_TICKET] in');
  });

  it('is found through disguises', () => {
    expect(filter.text('ｃｏｎｔｒａｃｔ no. ２０２４-AB-12\u200b3', redact).output).toBe(
      'ｃｏｎｔｒａｃｔ no. [ACME_CONTRACT]',
    );
  });

  it('reads the name of a JSON value as if it stood before it', () => {
    expect(filter.json({ contract: '2024-AB-123', other: '2024-AB-123' }, redact).output).toEqual({
      contract: '2024-AB-123',
      other: '2024-AB-123',
    });
    const named = filterOf({ ...contract, pattern: 'contract="(\\d{4})"', examples: ['contract="⟦2024⟧"'] });
    expect(named.json({ contract: '2024', other: '2024' }, redact).output).toEqual({
      contract: '[ACME_CONTRACT]',
      other: '2024',
    });
  });

  it('is found in a line of any length, wherever pieces of it are cut', () => {
    for (const length of [0, 100, 1_500, 2_040, 2_047, 2_048, 5_000]) {
      const filler = 'x '.repeat(length);
      const { entities } = filter.text(`${filler}ABC-123456 contract no. 2024-AB-123 ${filler}`);
      expect(entities.map(({ type }) => type)).toEqual(['ACME_TICKET', 'ACME_CONTRACT']);
    }
  });

  it('comes out of a stream as out of the whole text, however it is split', () => {
    const text = `${'contract '.repeat(40)}contract no. 2024-AB-123\nABC-123456 and contract: 2024-CD-456\n`.repeat(20);
    const whole = filter.text(text, redact).output;
    for (const size of [1, 7, 64, 1_000]) {
      const stream = filter.stream(redact, { segmentLength: 1_024, reachLength: 1_024 });
      let output = '';
      for (let at = 0; at < text.length; at += size) output += stream.push(text.slice(at, at + size)).output;
      expect(output + stream.end().output).toBe(whole);
    }
  });

  it('costs what it reads whatever the expression: one that takes a backtracking engine forever is done', () => {
    const hostile = filterOf({
      ...contract,
      pattern: '(x+x+)+contract',
      examples: ['⟦xx⟧contract'],
      counterExamples: ['contract'],
    });
    const line = `${'x'.repeat(400)}contrac contract y\n`;
    expect(hostile.text(line.repeat(200)).entities).toEqual([]);
  });
});

describe('a pattern that is not right', () => {
  it.each<[string, Partial<CustomPattern>, string, string]>([
    ['an id with capitals', { id: 'Acme' }, 'id', 'small letters'],
    ['a type in small letters', { type: 'contract' }, 'type', 'capital letters'],
    ['bad syntax', { pattern: 'contract(' }, 'pattern', 'missing closing )'],
    ['a look-ahead', { pattern: 'contract(?=a)' }, 'pattern', 'is no expression of RE2'],
    ['a back reference', { pattern: '(contract)\\1' }, 'pattern', 'is no expression of RE2'],
    ['an expression that is too long', { pattern: 'a'.repeat(4_097) }, 'pattern', 'longer than 4096'],
    ['an expression that is too large', { pattern: '(?:contract){600}' }, 'pattern', 'instructions'],
    ['what matches nothing at all', { pattern: '(?:contract)*' }, 'pattern', 'matches the empty text'],
    ['no literal', { keywords: [] }, 'keywords', 'has no literal'],
    ['a literal that is too short', { keywords: ['contract', 'n'] }, 'keywords[1]', '2 to 64'],
    ['everyLine beside literals', { everyLine: true }, 'everyLine', 'although there are keywords'],
    ['a group that is not there', { group: 2 }, 'group', 'no group'],
    ['no example', { examples: [] }, 'examples', 'has none'],
    ['no counter-example', { counterExamples: [] }, 'counterExamples', 'has none'],
    ['an example that is too long', { examples: ['a'.repeat(8_193)] }, 'examples[0]', 'longer than 8192'],
  ])('is refused for %s, with the field and the reason', (_, wrong, field, problem) => {
    const result = customPack('acme', [{ ...contract, ...wrong }]);
    expect(result).toMatchObject({ ok: false, faults: [{ field, problem: expect.stringContaining(problem) }] });
  });

  it('is refused for an example that is not found and a counter-example that is, without telling either', () => {
    const result = customPack('acme', [
      {
        ...contract,
        examples: [...contract.examples, 'contract no. ⟦hunter22⟧'],
        counterExamples: ['contract no. 2024-AB-123'],
      },
    ]);
    expect(result).toEqual({
      ok: false,
      faults: [
        { id: 'acme.contract', field: 'examples[1]', problem: 'is not found as it is marked' },
        { id: 'acme.contract', field: 'counterExamples[0]', problem: 'is found' },
      ],
    });
  });

  it('is refused for the id of another one', () => {
    expect(customPack('acme', [contract, contract])).toMatchObject({ ok: false, faults: [{ field: 'id' }] });
  });
});
