import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeOf, codeSigns, groupedCode, readCode } from './rules.ts';

const code = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 12, maxLength: 12 }).map(codeOf);
/** How people write one sign: as it is, small, or by a Cyrillic letter of the same look. */
const written: Readonly<Record<string, readonly string[]>> = {
  '0': ['O', 'o', 'О', 'о'],
  '1': ['I', 'l', 'L', 'i'],
  '3': ['З', 'з'],
  A: ['А', 'а'],
  B: ['В', 'в'],
  C: ['С', 'с'],
  E: ['Е', 'е', 'ё'],
  H: ['Н', 'н'],
  K: ['К', 'к'],
  M: ['М', 'м'],
  P: ['Р', 'р'],
  T: ['Т', 'т'],
  X: ['Х', 'х'],
  Y: ['У', 'у'],
};
const separators = ['', ' ', '-', '–', '—', '\u00a0', '  '];

describe('codes', () => {
  test('have twelve signs, none of them taken for another, every one as likely', () => {
    expect(codeSigns).toHaveLength(32);
    expect(codeSigns).not.toMatch(/[ILOU]/);
    expect([...Array.from({ length: 256 }, (_, byte) => byte)].map((byte) => codeOf([byte])).join('')).toBe(
      codeSigns.repeat(8),
    );
  });

  test('are understood however they are typed', () => {
    const typed = code.chain((real) =>
      fc.array(fc.tuple(fc.nat(9), fc.constantFrom(...separators)), { minLength: 12, maxLength: 12 }).map((ways) => ({
        real,
        typed: Array.from(real, (sign, index) => {
          const [way, separator] = ways[index]!;
          const looks = [sign, sign.toLowerCase(), ...(written[sign] ?? [])];
          return looks[way % looks.length]! + separator;
        }).join(''),
      })),
    );
    fc.assert(fc.property(typed, ({ real, typed }) => readCode(typed) === real));
  });

  test('are taken out of the address of the page', () => {
    expect(readCode('https://estafeta.example.org/check/7K3M92QFXW0P')).toBe('7K3M92QFXW0P');
    expect(groupedCode('7K3M92QFXW0P')).toBe('7K3M-92QF-XW0P');
    expect(readCode('  7k3m-92qf-xwop. ')).toBe('7K3M92QFXW0P');
  });

  test.each(['', '7K3M-92QF-XW0', '7K3M-92QF-XW0PP', 'ЖЖЖЖ-ЖЖЖЖ-ЖЖЖЖ', '7K3M-92QF-XW0U', '../../etc/passwd'])(
    'are not what they cannot be: %s',
    (typed) => expect(readCode(typed)).toBeNull(),
  );
});
