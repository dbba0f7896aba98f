import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentKinds } from '#features/documents/index.ts';
import { entriesOf, keptUntil, safeName, type ArchivedDocument } from './rules.ts';

const file = { sha256: 'a'.repeat(64), size: 10 };
const paper = (own: Partial<ArchivedDocument> = {}): ArchivedDocument => ({
  id: '1',
  kind: 'agreement',
  number: '15',
  datedOn: '2026-11-12',
  title: 'Соглашение',
  revokedOn: null,
  groupId: 'g1',
  groupTitle: 'Школа № 1 и гимназия № 2',
  municipalityName: 'Иловлинский район',
  files: { docx: file, pdf: file },
  ...own,
});
const paths = (...given: Parameters<typeof entriesOf>) => entriesOf(...given).map(({ path }) => path);
const bytes = (text: string) => new TextEncoder().encode(text).length;

describe('names of files in an archive', () => {
  test('a cycle has folders of municipalities, groups and kinds; what an archive has one of is left out', () => {
    expect(paths([paper()], ['docx', 'pdf'], 'cycle')).toEqual([
      'Иловлинский район/Школа № 1 и гимназия № 2/Соглашения/Соглашение о совместной деятельности менторской группы № 15 от 12.11.2026.docx',
      'Иловлинский район/Школа № 1 и гимназия № 2/Соглашения/Соглашение о совместной деятельности менторской группы № 15 от 12.11.2026.pdf',
    ]);
    expect(paths([paper({ kind: 'programme', number: '' })], ['pdf'], 'municipality')).toEqual([
      'Школа № 1 и гимназия № 2/Программы/Программа менторского сопровождения от 12.11.2026.pdf',
    ]);
    expect(paths([paper({ kind: 'early-finish-order', revokedOn: '2027-01-01' })], ['pdf'], 'group')).toEqual([
      'Приказы/Приказ о досрочном завершении менторства № 15 от 12.11.2026, утратил силу.pdf',
    ]);
  });

  test('groups of one name and documents of one number stay apart, whatever their capitals', () => {
    const twice = [
      paper(),
      paper({ id: '2' }),
      paper({ id: '3', groupId: 'g2', groupTitle: 'ШКОЛА № 1 и гимназия № 2' }),
    ];
    const found = paths(twice, ['pdf'], 'municipality');
    expect(found[1]).toMatch(/12\.11\.2026 \(2\)\.pdf$/);
    expect(found[2]).toMatch(/^ШКОЛА № 1 и гимназия № 2 \(2\)\//);
  });

  test.each([
    ['a/b\\c:d*e?f"g<h>i|j', 'a b c d e f g h i j'],
    ['цикл 2026/27', 'цикл 2026-27'],
    ['CON', '_CON'],
    ['com1.txt', '_com1.txt'],
    ['Школа. ', 'Школа'],
    ['\u202Eфдп', 'фдп'],
    ['...', 'без названия'],
    ['', 'без названия'],
    ['Группа «Рост»', 'Группа «Рост»'],
  ])('%j is written as %j', (given, expected) => {
    expect(safeName(given, 180)).toBe(expected);
  });

  test('whatever people wrote, names are safe, unique and short, one for each file', () => {
    const anyPaper = fc.record({
      kind: fc.constantFrom(...documentKinds),
      number: fc.string({ unit: 'grapheme', maxLength: 60 }),
      groupTitle: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.constantFrom('aux', 'Школа', 'школа')),
      municipalityName: fc.string({ unit: 'grapheme', maxLength: 100 }),
      groupId: fc.constantFrom('g1', 'g2', 'g3'),
    });
    fc.assert(
      fc.property(
        fc.array(anyPaper, { maxLength: 12 }),
        fc.constantFrom('group', 'municipality', 'cycle'),
        (given, target) => {
          const all = paths(
            given.map((own, index) => paper({ id: String(index), ...own })),
            ['docx', 'pdf'],
            target as 'group' | 'municipality' | 'cycle',
          );
          expect(all).toHaveLength(given.length * 2);
          expect(new Set(all.map((path) => path.toLocaleLowerCase('ru'))).size).toBe(all.length);
          for (const segment of all.flatMap((path) => path.split('/'))) {
            expect(bytes(segment)).toBeLessThanOrEqual(180);
            expect(segment).not.toMatch(/[<>:"\\|?*\u0000-\u001f]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
            expect(segment).not.toBe('');
          }
        },
      ),
    );
  });
});

test('an archive is kept a week', () => {
  expect(keptUntil('2026-11-21')).toBe('2026-11-28');
});
