import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { docxOf, docxParts, relationsOf, zipOf } from '#tests/paper.ts';
import { entryOf, rawZip } from '#tests/zip.ts';
import { readPaper } from './index.server.ts';

const fixtures = ['participants-kamyshin.docx', 'participants-kamyshin.xlsx', 'programme-ilovlya.docx'].map(
  (name) => new Uint8Array(readFileSync(`tests/fixtures/${name}`)),
);
const parts = fixtures.map((bytes) => unzipSync(bytes));

/** A change of some bytes: another byte in their place, none at all, or the end of the file. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  kind: fc.constantFrom('flip' as const, 'delete' as const, 'insert' as const, 'cut' as const),
  byte: fc.integer({ min: 0, max: 255 }),
  length: fc.integer({ min: 1, max: 64 }),
});
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

function changed(bytes: Uint8Array, changes: readonly Change[]): Uint8Array {
  return changes.reduce<Uint8Array>((result, { at, kind, byte, length }) => {
    const from = Math.floor(at * result.length);
    const head = result.subarray(0, from);
    if (kind === 'cut') return head;
    if (kind === 'delete') return Buffer.concat([head, result.subarray(from + length)]);
    return Buffer.concat([head, Uint8Array.of(byte), result.subarray(kind === 'flip' ? from + 1 : from)]);
  }, bytes);
}

/** Every outcome is a value: a paper or a sentence. */
function isAnswered(bytes: Uint8Array): boolean {
  const read = readPaper(bytes);
  return read.ok ? read.value.blocks.length >= 0 : /^[А-Я]/.test(read.error);
}

describe('any bytes', () => {
  it('random ones are answered', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), isAnswered), { numRuns: 300 });
    const archive = fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.concat([Buffer.from('PK\x03\x04'), bytes]));
    fc.assert(fc.property(archive, isAnswered), { numRuns: 300 });
  });

  it('changed files are answered', () => {
    const file = fc.record({ which: fc.nat(2), changes: fc.array(change, { minLength: 1, maxLength: 4 }) });
    fc.assert(
      fc.property(file, ({ which, changes }) => isAnswered(changed(fixtures[which]!, changes))),
      { numRuns: 500 },
    );
  });

  it('files with changed parts are answered', () => {
    const file = fc.record({
      which: fc.nat(2),
      part: fc.nat(50),
      changes: fc.array(change, { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(file, ({ which, part, changes }) => {
        const names = Object.keys(parts[which]!);
        const name = names[part % names.length]!;
        return isAnswered(zipOf({ ...parts[which]!, [name]: changed(parts[which]![name]!, changes) }));
      }),
      { numRuns: 300 },
    );
  });

  it('the files themselves are read', () => {
    for (const bytes of fixtures) expect(readPaper(bytes).ok).toBe(true);
  });
});

describe('unusual files that are read', () => {
  const entries = () => Object.entries(docxParts(['да'])).map(([name, text]) => entryOf(name, text));
  it.each([
    ['sizes of ZIP64', () => rawZip(entries(), { zip64: true })],
    [
      'names with backslashes',
      () => rawZip(entries().map((one) => ({ ...one, name: one.name.replaceAll('/', '\\') }))),
    ],
    ['names in other letters', () => rawZip(entries().map((one) => ({ ...one, name: one.name.toUpperCase() })))],
    ['names from the root', () => rawZip(entries().map((one) => ({ ...one, name: `/${one.name}` })))],
    ['a comment after the archive', () => Buffer.concat([rawZip(entries()), Buffer.from('приписка')])],
    ...['file:///C:\\Шаблоны\\Normal.dotm', 'Normal.dotm', 'file:///Users/anna/Library/Normal.dotm'].map(
      (template): [string, () => Uint8Array] => [
        `a template on the same computer, ${template}`,
        () =>
          docxOf(['да'], {
            'word/_rels/settings.xml.rels': relationsOf([['r1', 'attachedTemplate', template, true]]),
          }),
      ],
    ),
    [
      'ordinary hyperlinks',
      () =>
        docxOf(['да'], {
          'word/_rels/document.xml.rels': relationsOf([['r1', 'hyperlink', 'https://example.org/', true]]),
        }),
    ],
  ])('%s', (_, bytes) => {
    expect(readPaper(bytes())).toMatchObject({ ok: true, value: { blocks: [{ text: 'да' }] } });
  });
});
