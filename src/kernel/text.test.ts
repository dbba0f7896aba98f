import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  capitalise,
  cleanLine,
  cleanText,
  decapitalise,
  foldLetters,
  foldText,
  joinHyphens,
  latinLetters,
  nbsp,
  quote,
} from '#kernel/text.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 200 });

describe('cleanText', () => {
  it('removes what is not seen and keeps the lines', () => {
    expect(cleanText('  Седова\u0000\u200b\tАнна\r\nИльинична\u202e \u00a0 ')).toBe('Седова Анна\nИльинична');
    expect(cleanText('а\n\n\n\nб')).toBe('а\n\nб');
    expect(cleanText('и\u0306')).toBe('й');
    expect(cleanText('строка\vстрока')).toBe('строка\nстрока');
    expect(cleanText('\ud800а')).toBe('а');
  });

  it('keeps markup as plain text', () => {
    expect(cleanText('<script>alert(1)</script> & <b>')).toBe('<script>alert(1)</script> & <b>');
  });

  it('is idempotent, and its result holds no control characters', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const once = cleanText(raw);
        expect(cleanText(once)).toBe(once);
        expect(once).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
        expect(cleanLine(raw)).not.toContain('\n');
      }),
    );
  });
});

describe('nbsp', () => {
  it.each([
    ['МБОУ СШ № 1 г. Камышина', 'МБОУ СШ №~1 г.~Камышина'],
    ['12 марта 2027 г.', '12~марта 2027~г.'],
    ['А. И. Седова', 'А.~И.~Седова'],
    ['Седова А. И.', 'Седова~А.~И.'],
    ['от 3 до 12 месяцев, п. 2.6', 'от 3 до 12~месяцев, п.~2.6'],
    ['в школе и дома', 'в~школе и~дома'],
    ['срок — год', 'срок~— год'],
    ['67 %', '67~%'],
  ])('%s', (text, expected) => {
    expect(nbsp(text).replaceAll('\u00a0', '~')).toBe(expected);
  });

  it('changes nothing but spaces', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(nbsp(text).replaceAll('\u00a0', ' ')).toBe(text.replaceAll('\u00a0', ' '));
      }),
    );
  });
});

it('quotes, changes the first letter, folds', () => {
  expect(quote('Школа «Лидер»')).toBe('«Школа „Лидер“»');
  expect(quote('Школа "Лидер"')).toBe('«Школа „Лидер“»');
  expect(capitalise('март')).toBe('Март');
  expect(capitalise('«лучшие практики»')).toBe('«Лучшие практики»');
  expect(decapitalise('Март')).toBe('март');
  expect(decapitalise('МБОУ')).toBe('МБОУ');
  expect(foldText('МБОУ  «СШ №1» – Ёлка')).toBe(foldText('мбоу "сш № 1"-елка'));
});

it('folds letters typed in another alphabet', () => {
  expect(foldLetters('MБОУ CШ № 1, COШ, MOY')).toBe('МБОУ СШ № 1, СОШ, МОУ');
  expect(foldLetters('school A, IT, Excel')).toBe('school A, IT, Excel');
  expect(latinLetters('sсhооl@example.org')).toBe('school@example.org');
});

it('joins words divided at the end of a line, keeps the hyphen of compounds and names', () => {
  expect(joinHyphens('общеобразова-\nтельное')).toBe('общеобразовательное');
  expect(joinHyphens('учебно-\nвоспитательной')).toBe('учебно-воспитательной');
  expect(joinHyphens('Петрова-\nВодкина, список:\n- один')).toBe('Петрова-\nВодкина, список:\n- один');
  // a word that would take minutes if every letter began a search of its own
  expect(joinHyphens('а'.repeat(300_000))).toHaveLength(300_000);
});
