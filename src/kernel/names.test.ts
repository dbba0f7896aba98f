import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fullName,
  genderOf,
  greeting,
  initialsWithLast,
  lastWithInitials,
  parseFullName,
  respectful,
  samePerson,
  shortName,
  shortOrganisationName,
  type FullName,
} from '#kernel/names.ts';

const sedova: FullName = { lastName: 'Седова', firstName: 'Анна', patronymic: 'Ильинична', gender: 'female' };
const black: FullName = { lastName: 'Черных', firstName: 'Лев', patronymic: null, gender: 'male' };

describe('printing names', () => {
  it('writes them in every form', () => {
    expect(fullName(sedova)).toBe('Седова Анна Ильинична');
    expect(lastWithInitials(sedova)).toBe('Седова\u00a0А.\u00a0И.');
    expect(initialsWithLast(sedova)).toBe('А.\u00a0И.\u00a0Седова');
    expect(greeting(sedova)).toBe('Анна\u00a0Ильинична');
    expect(respectful(sedova)).toBe('Уважаемая Анна\u00a0Ильинична');
    expect(respectful(black)).toBe('Уважаемый Лев');
    expect(lastWithInitials(black)).toBe('Черных\u00a0Л.');
    expect(shortName('Седова Анна Ильинична')).toBe('Седова\u00a0А.\u00a0И.');
    expect(shortName('вакансия')).toBe('вакансия');
  });
});

describe('parseFullName', () => {
  const anna = { lastName: 'Седова', firstName: 'Анна', patronymic: 'Ильинична', gender: 'female', doubts: [] };
  it.each([
    ['Седова Анна Ильинична', anna],
    ['СЕДОВА АННА ИЛЬИНИЧНА', anna],
    ['Анна Ильинична Седова', anna],
    [' седова  анна\u00a0ильинична, ', anna],
    [
      'Петрова - Водкина Мария-Анна Эдуардовна',
      { lastName: 'Петрова-Водкина', firstName: 'Мария-Анна', patronymic: 'Эдуардовна', gender: 'female', doubts: [] },
    ],
    [
      'Алиев Рашид Гасан оглы',
      { lastName: 'Алиев', firstName: 'Рашид', patronymic: 'Гасан оглы', gender: 'male', doubts: [] },
    ],
    [
      'Мамедова Лейла Гасан Кызы',
      { lastName: 'Мамедова', firstName: 'Лейла', patronymic: 'Гасан кызы', gender: 'female', doubts: [] },
    ],
    [
      'Седова А.И.',
      { lastName: 'Седова', firstName: 'А.', patronymic: 'И.', gender: 'female', doubts: ['Вместо имени инициалы'] },
    ],
    [
      'А. И. Седова',
      { lastName: 'Седова', firstName: 'А.', patronymic: 'И.', gender: 'female', doubts: ['Вместо имени инициалы'] },
    ],
    ['де Фриз Карл', { lastName: 'де Фриз', firstName: 'Карл', patronymic: null, gender: 'male', doubts: [] }],
    // Latin letters among Cyrillic ones
    ['Cедов Эмиль', { lastName: 'Седов', firstName: 'Эмиль', patronymic: null, gender: 'male', doubts: [] }],
    ['Дюруа Элен', { lastName: 'Дюруа', firstName: 'Элен', patronymic: null, gender: 'female', doubts: [] }],
    ['Заяц Пётр', { lastName: 'Заяц', firstName: 'Пётр', patronymic: null, gender: 'male', doubts: [] }],
    [
      'Абрамович Анна Львовна',
      { lastName: 'Абрамович', firstName: 'Анна', patronymic: 'Львовна', gender: 'female', doubts: [] },
    ],
    [
      'Черных А. И.',
      {
        lastName: 'Черных',
        firstName: 'А.',
        patronymic: 'И.',
        gender: null,
        doubts: ['Вместо имени инициалы', 'Пол не определён'],
      },
    ],
  ])('reads «%s»', (text, expected) => {
    expect(parseFullName(text)).toEqual({ ok: true, value: expected });
  });

  it.each(['', 'Седова', '8 900 000-00-02', 'А. И.', 'МБОУ СШ № 1', '<b>Анна</b> Седова', 'раз два три четыре пять'])(
    'refuses «%s»',
    (text) => {
      expect(parseFullName(text).ok).toBe(false);
    },
  );

  it('reads back what is printed, whole or shortened', () => {
    const part = fc.constantFrom('Лаврова', 'Гусев', 'Дёмин', 'Черных', 'Заяц', 'Белов', 'Орлова-Чайка', 'Коваленко');
    const first = fc.constantFrom('Анна', 'Пётр', 'Лев', 'Инна', 'Семён', 'Любовь', 'Илья');
    const middle = fc.constantFrom('Ильинична', 'Кузьмич', 'Львович', 'Андреевна', 'Фомич', 'Эдуардовна');
    fc.assert(
      fc.property(part, first, middle, (lastName, firstName, patronymic) => {
        const name = { lastName, firstName, patronymic };
        expect(parseFullName(fullName(name))).toMatchObject({ ok: true, value: name });
        expect(parseFullName(`${firstName} ${patronymic} ${lastName}`)).toMatchObject({ ok: true, value: name });
        expect(parseFullName(initialsWithLast(name))).toMatchObject({ ok: true, value: { lastName } });
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => typeof parseFullName(text).ok === 'boolean'));
  });
});

it.each([
  ['Черных', 'Мария', 'Эдуардовна', 'female'],
  ['Заяц', 'Пётр', 'Кузьмич', 'male'],
  ['Ким', 'Никита', null, 'male'],
  ['Ким', 'Игорь', null, 'male'],
  ['Ким', 'Любовь', null, 'female'],
  ['Белая', 'Инна', null, 'female'],
  ['Иванов', 'Анна', null, null],
  ['Ким', 'А.', null, null],
] as const)('gender of %s %s %s is %s', (lastName, firstName, patronymic, gender) => {
  expect(genderOf({ lastName, firstName, patronymic })).toBe(gender);
});

it.each([
  [
    'Муниципальное бюджетное общеобразовательное учреждение средняя школа № 1 городского округа – город Камышин',
    'МБОУ СШ № 1',
  ],
  [
    'Муниципальное казённое дошкольное образовательное учреждение детский сад "Ласточка" Иловлинского муниципального района',
    'МКДОУ детский сад «Ласточка»',
  ],
  ['МБОУ СШ № 2 г. Камышина', 'МБОУ СШ № 2 г. Камышина'],
])('suggests a short name for %s', (full, short) => {
  expect(shortOrganisationName(full)).toBe(short);
});

it.each([
  ['Седова А. И.', 'Седова Анна Ильинична', true],
  ['Седова Анна', 'Седова Анна Ильинична', true],
  ['Семёнова Алёна Юрьевна', 'Семенова Алена Юрьевна', true],
  ['СЕДОВА АННА ИЛЬИНИЧНА', 'Седова Анна Ильинична', true],
  ['вакансия', 'Вакансия', true],
  ['Седова О. И.', 'Седова Анна Ильинична', false],
  ['Седова Анна Львовна', 'Седова Анна Ильинична', false],
  ['Панин А. И.', 'Седова Анна Ильинична', false],
  ['вакансия', 'Седова Анна Ильинична', false],
])('%s and %s: one person %s', (one, other, same) => {
  expect(samePerson(one, other)).toBe(same);
  expect(samePerson(other, one)).toBe(same);
});
