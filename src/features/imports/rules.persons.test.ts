import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takePerson } from './rules.cells.ts';

const olga = 'Лаврова Ольга Петровна';
const peter = 'Гусев Пётр Ильич';
const city = '+78445701122';
const mobile = '+79000000002';
const mail = 'school1@example.org';

describe('a person in a cell', () => {
  it.each<[text: string, name: string, post: string, phones: string[], emails: string[]]>([
    // surnames that begin as posts do
    ['Завьялова Анна Ильинична, завуч', 'Завьялова Анна Ильинична', 'завуч', [], []],
    ['зам. директора Замятин Пётр Кузьмич', 'Замятин Пётр Кузьмич', 'зам. директора', [], []],
    ['Мастеров Пётр Кузьмич – мастер', 'Мастеров Пётр Кузьмич', 'мастер', [], []],
    [`дир. ${olga} ${city} (приёмная), ${mobile} (сот.)`, olga, 'дир.', [city, mobile], []],
    [`Директор: ${olga}, 8 (84457) 0-11-22, ${mail}`, olga, 'Директор', [city], [mail]],
    [`И.о. директора ${peter}\n89000000002\n${mail}`, peter, 'И.о. директора', [mobile], [mail]],
    [`И.О. директора ${peter}89000000002${mail}`, peter, 'И.О. директора', [mobile], [mail]],
    [`ИО директора ${peter}`, peter, 'ИО директора', [], []],
    [`и.о.директора ${peter} сот.89000000002 раб.тел.: 8-84457-0-11-22`, peter, 'и.о.директора', [mobile, city], []],
    [`Врио заведующего ${peter}`, peter, 'Врио заведующего', [], []],
    [`исполняющий обязанности директора ${peter}`, peter, 'исполняющий обязанности директора', [], []],
    [`${olga}, директор`, olga, 'директор', [], []],
    [`в лице директора ${olga}`, olga, 'директора', [], []],
    [`${peter}, и. о. директора (приказ от 01.09.2026)`, peter, 'и. о. директора (приказ от 01.09.2026)', [], []],
    [`директор ${olga} т.р. 8(84457)0-11-22, т.с. 89000000002 (вайбер)`, olga, 'директор', [city, mobile], []],
    [`${olga} – директор, тел. 8 (84457) 0-11-22`, olga, 'директор', [city], []],
    [`${olga} (директор)`, olga, 'директор', [], []],
    ['ДИРЕКТОР ЛАВРОВА ОЛЬГА ПЕТРОВНА', olga, 'ДИРЕКТОР', [], []],
    ['лаврова ольга петровна директор', olga, 'директор', [], []],
    [`Ольга Петровна Лаврова\nзаведующий МБДОУ`, olga, 'заведующий МБДОУ', [], []],
    [`Заведующий МБДОУ «Ласточка» ${olga}`, olga, 'Заведующий МБДОУ «Ласточка»', [], []],
    [`Директор МБОУ СШ № 1 ${olga} (моб. 89000000002)`, olga, 'Директор МБОУ СШ № 1', [mobile], []],
    [`директор школы\n${olga}\nтел./факс: 8(84457)0-11-22\nэл. почта: ${mail}`, olga, 'директор школы', [city], [mail]],
    [`ФИО: ${olga}; должность: директор; моб. +7 900 000 00 02; e-mail: ${mail}`, olga, 'директор', [mobile], [mail]],
    [`Лаврова\nОльга\nПетровна\nдиректор\n8 (84457)\n0-11-22`, olga, 'директор', [city], []],
    [`${olga} 8 (84457) 0-11-22 89000000002`, olga, '', [city, mobile], []],
    [`${olga}, 8900000000289000000003`, olga, '', [mobile, '+79000000003'], []],
    [
      `${olga}; 8(84457)0-11-22; 8-900-000-00-02, ${mail}; school2@example.org`,
      olga,
      '',
      [city, mobile],
      [mail, 'school2@example.org'],
    ],
    ['Директор Петрова-Водкина Мария Эдуардовна', 'Петрова-Водкина Мария Эдуардовна', 'Директор', [], []],
    ['и.о. заведующей Алиева Лейла Гасан кызы', 'Алиева Лейла Гасан кызы', 'и.о. заведующей', [], []],
    ['Директор Семёнов Артём Фёдорович', 'Семёнов Артём Фёдорович', 'Директор', [], []],
    ['Абрамович Анна Львовна, директор', 'Абрамович Анна Львовна', 'директор', [], []],
    [
      'Заместитель директора по учебно-\nвоспитательной работе Ким Никита Львович',
      'Ким Никита Львович',
      'Заместитель директора по учебно-воспитательной работе',
      [],
      [],
    ],
    [
      'Орлова Инна Павловна, методист отдела образования, тел. 8 (8442) 00-55-66',
      'Орлова Инна Павловна',
      'методист отдела образования',
      ['+78442005566'],
      [],
    ],
  ])('%j', (text, name, post, phones, emails) => {
    expect(takePerson(text)).toEqual({ name, post, phones, emails, rest: '', doubts: [] });
  });

  it.each<[text: string, name: string, field: string, words: string]>([
    ['Петров И.И.', 'Петров И.И.', 'name', 'инициалы'],
    ['Директор И. И. Петров', 'И. И. Петров', 'name', 'инициалы'],
    ['Заяц Пётр, директор', 'Заяц Пётр', 'name', 'Отчество'],
    ['директор Черных Лев', 'Черных Лев', 'name', 'Отчество'],
    ['Гусев', 'Гусев', 'name', 'только фамилия'],
    ['вакансия', '', 'name', 'вакантна'],
    ['', '', 'name', 'Имя не найдено'],
    [`${peter}, ${olga}`, peter, 'name', 'два человека'],
    [`${olga} 5-11-22`, olga, 'phones', 'без кода'],
    [`${olga} 8 (84457) 0-11-22 доб. 12`, olga, 'phones', 'Добавочный номер 12'],
    [`${olga} 8 (84457) 0-11`, olga, 'phones', 'не распознан'],
    [`${olga} school1 @ example. org`, olga, 'emails', mail],
    [`${olga} sсhool1@example.org`, olga, 'emails', mail],
    [`${olga} school@mail`, olga, 'emails', 'не похож'],
    [`${olga} school1.example.org`, olga, 'emails', 'нет знака «@»'],
  ])('%j is read with a doubt', (text, name, field, words) => {
    const person = takePerson(text);
    expect(person.name).toBe(name);
    expect(person.doubts.find((doubt) => doubt.field === field)?.message).toContain(words);
  });

  it('what cannot be a phone or an address as it is is kept as it was written', () => {
    expect(takePerson(`${olga} 5-11-22, 8 (84457) 0-11, school@mail`)).toMatchObject({
      phones: [],
      emails: [],
      doubts: [
        { field: 'emails', written: 'school@mail' },
        { field: 'phones', written: '5-11-22' },
        { field: 'phones', written: '8 (84457) 0-11' },
      ],
    });
    expect(takePerson(`${olga} ${mail}, school1.example.org`).doubts).toEqual([]);
  });

  it('of two people the post of the first is read alone', () => {
    expect(takePerson(`${peter}, заместитель директора, 89000000002; Директор ${olga}`)).toMatchObject({
      name: peter,
      post: 'заместитель директора',
      phones: [mobile],
      rest: `Директор ${olga}`,
    });
    expect(takePerson(`Директор ${olga}\nКим А. (бухгалтер)`)).toMatchObject({ name: olga, post: 'Директор' });
  });

  it('a former surname is told, not kept', () => {
    const { name, post, doubts } = takePerson('директор Лаврова (Гусева) Ольга Петровна');
    expect([name, post, doubts.map(({ field }) => field)]).toEqual([olga, 'директор', ['name']]);
  });

  it('mended addresses are kept, numbers without a code are not invented', () => {
    expect(takePerson(`${olga} school1 @ example. org, sсhool2@example.org`).emails).toEqual([
      mail,
      'school2@example.org',
    ]);
    expect(takePerson(`${olga}, 0-11-23, 8 (84457) 0-11-22`).phones).toEqual([city]);
  });

  it('any order of the same things says the same', () => {
    const parts = ['директор', olga, '8 (84457) 0-11-22', mail];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(parts, { minLength: 4 }),
        fc.constantFrom(', ', '; ', '\n', ' ', ' \u00a0'),
        (order, separator) => {
          expect(takePerson(order.join(separator))).toEqual({
            name: olga,
            post: 'директор',
            phones: [city],
            emails: [mail],
            rest: '',
            doubts: [],
          });
        },
      ),
    );
  });

  it('reads any text at once', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof takePerson(text).name === 'string'));
    for (const piece of ['А. ', 'Иванов ', 'a@', 'тел. ', '8(', '1-22-33 ', 'ич ', '. @ .'])
      expect(takePerson(piece.repeat(3000)).phones.length).toBeLessThan(200);
  });
});
