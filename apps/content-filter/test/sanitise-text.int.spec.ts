import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type sanitiseText, type Input } from '@strongroom/contracts';
import { ContentFilterHarness, newTenant, type Replica } from './content-filter-harness.js';

// The first file of a run migrates the template database, on a machine that may be busy.
jest.setTimeout(60_000);

let harness: ContentFilterHarness;
let service: Replica;
const tenant = newTenant();

beforeAll(async () => {
  harness = await ContentFilterHarness.start();
  service = await harness.replica();
});
afterAll(() => harness.close());

type Sink = Input<typeof sanitiseText>['sink'];
const output = async (sink: Sink, text: string): Promise<string> =>
  (await service.sanitiseText(tenant, { text, sink })).output;

describe('sanitising a text', () => {
  it.each([
    ['html', '<b onclick="x">Tom & Jerry</b>', '&#60;b onclick&#61;&#34;x&#34;&#62;Tom &#38; Jerry&#60;/b&#62;'],
    ['sql', "O'Brien\\", "O''Brien\\\\"],
    ['shell', 'a b; $(id)\nnext', String.raw`a\ b\;\ \$\(id\)\ next`],
    ['shell', '', "''"],
    ['csv', '=1+1', "'=1+1"],
    ['log', 'ok\r\n2026-01-01 forged \u202e', String.raw`ok\u{000d}\u{000a}2026-01-01 forged \u{202e}`],
  ] as const)('for %s makes of %j %j', async (sink, text, expected) => {
    await expect(output(sink, text)).resolves.toBe(expected);
  });

  it('touches nothing that the sink does not read as code, however harmful it is elsewhere', async () => {
    await expect(output('log', "' OR 1=1 --")).resolves.toBe("' OR 1=1 --");
    await expect(output('html', 'alice@example.com; rm -rf /')).resolves.toBe('alice@example.com; rm -rf /');
  });

  it('answers with the longest text in its longest form', async () => {
    await expect(output('log', '\u0001'.repeat(32_768))).resolves.toBe(String.raw`\u{0001}`.repeat(32_768));
  });

  it.each([
    [{ text: 'a' }, '/sink'],
    [{ text: 'a', sink: 'pdf' }, '/sink'],
    [{ sink: 'html' }, '/text'],
    [{ text: 'a'.repeat(32_769), sink: 'html' }, '/text'],
    [{ text: 'a', sink: 'html', json: 1 }, '/json'],
  ])('refuses bad input and names the field (%#)', async (body, pointer) => {
    await expect(service.sanitiseText(tenant, body)).rejects.toMatchObject({
      code: 'err:request:invalid:schema',
      fields: [{ pointer }],
    });
  });
});
