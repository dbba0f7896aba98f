import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractContacts, formatPhone, isEmail, parseEmails, parsePhones, splitContacts } from '#kernel/phones.ts';

describe('phones', () => {
  it.each([
    ['8 (84457) 0-11-22', ['+78445701122']],
    ['89000000002', ['+79000000002']],
    ['+7 900 000-00-02', ['+79000000002']],
    ['+7(8442)00-55-66', ['+78442005566']],
    ['(84457) 0-11-22', ['+78445701122']],
    ['900 000 00 02', ['+79000000002']],
    ['тел. 8 (84457) 0‑11‑22, 8-900-000-00-02', ['+78445701122', '+79000000002']],
    ['8900000000289000000003', ['+79000000002', '+79000000003']],
    ['8 900 000 00 02 8 900 000 00 02', ['+79000000002']],
    ['8-900-000-00-02school2@example.org', ['+79000000002']],
    ['8 (84457) 0-11-22, 0-11-23; факс 0-11-24', ['+78445701122', '+78445701123', '+78445701124']],
    ['(8442) 00-55-66 и 00-55-67, 89000000002', ['+78442005566', '+78442005567', '+79000000002']],
    // a digit is missing
    ['8900000002', []],
    ['8-84457-0-11-2', []],
    ['школа № 8, 2027 год, ИНН 344500000000', []],
    ['5-11-22', []],
  ])('reads «%s»', (text, expected) => {
    expect(parsePhones(text)).toEqual(expected);
  });

  it('separates a name, a phone and an address run together', () => {
    expect(extractContacts('И.о. директора Гусев Пётр Ильич89000000002school2@example.org')).toEqual({
      phones: ['+79000000002'],
      emails: ['school2@example.org'],
      rest: 'И.о. директора Гусев Пётр Ильич',
    });
    expect(extractContacts('Директор: Лаврова Ольга Петровна, 8 (84457) 0-11-22, school1@example.org')).toEqual({
      phones: ['+78445701122'],
      emails: ['school1@example.org'],
      rest: 'Директор: Лаврова Ольга Петровна',
    });
    expect(extractContacts('Орлова Инна Павловна, методист, тел. 8 (8442) 00-55-66').rest).toBe(
      'Орлова Инна Павловна, методист',
    );
  });

  it('leaves the words that announce contacts out', () => {
    const labels =
      'Белов С. А. р.т. 8 (84457) 0-11-22, м.т.: 89000000002 (моб.), эл. адрес: a@example.org; контактный телефон';
    expect(extractContacts(labels).rest).toBe('Белов С. А.');
    expect(extractContacts('Детский дом 89000000002').rest).toBe('Детский дом');
  });

  it('keeps the lines between contacts', () => {
    expect(splitContacts('Лаврова\nОльга 89000000002 директор\nшколы').pieces).toEqual([
      'Лаврова\nОльга',
      'директор\nшколы',
    ]);
  });

  it('prints area codes of the region and mobile numbers', () => {
    expect(formatPhone('+78445701122')).toBe('+7\u00a0(84457)\u00a00-11-22');
    expect(formatPhone('+78442005566')).toBe('+7\u00a0(8442)\u00a000-55-66');
    expect(formatPhone('+74950000000')).toBe('+7\u00a0(495)\u00a0000-00-00');
    expect(formatPhone('+79000000002')).toBe('+7\u00a0900\u00a0000-00-02');
    expect(formatPhone('нет')).toBe('нет');
  });

  it('reads back every number it prints', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[3489]\d{9}$/), (national) => {
        expect(parsePhones(formatPhone(`+7${national}`))).toEqual([`+7${national}`]);
        expect(parsePhones(`8${national}`)).toEqual([`+7${national}`]);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => parsePhones(text).every((phone) => /^\+7\d{10}$/.test(phone))));
  });
});

it('reads long and hostile texts at once', () => {
  for (const piece of ['a', '8', '8 ', '8(', ', ', 'a@', '(8442) '])
    expect(extractContacts(piece.repeat(200_000 / piece.length)).phones.length).toBeLessThan(500);
});

it('finds and checks e-mail addresses', () => {
  expect(parseEmails('School1@Example.org; белов: belov@sub.example.org')).toEqual([
    'school1@example.org',
    'belov@sub.example.org',
  ]);
  expect(['a@example.org', 'a.b+c@ex-ample.example.org'].map(isEmail)).toEqual([true, true]);
  expect(
    ['', 'a@b', 'a b@example.org', 'a@example..org', 'a..b@example.org', 'a@-example.org', '<a@example.org>'].map(
      isEmail,
    ),
  ).toEqual([false, false, false, false, false, false, false]);
});
