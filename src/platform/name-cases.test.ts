import { describe, expect, test } from 'vitest';
import { declineName, fullNameOf, type NameCase } from './name-cases.server.ts';

const name = (lastName: string, firstName: string, patronymic: string | null, gender: 'female' | 'male', own = {}) => ({
  lastName,
  firstName,
  patronymic,
  gender,
  nameCases: own,
});
const inCase = (person: ReturnType<typeof name>, nameCase: NameCase) => fullNameOf(declineName(person, nameCase));

describe('names in cases', () => {
  test.each([
    [name('Дергачёва', 'Любовь', 'Петровна', 'female'), 'genitive', 'Дергачёвой Любови Петровны'],
    [name('Дергачёва', 'Любовь', 'Петровна', 'female'), 'accusative', 'Дергачёву Любовь Петровну'],
    [name('Шевчук', 'Нинель', 'Ильинична', 'female'), 'dative', 'Шевчук Нинели Ильиничне'],
    [name('Шевчук', 'Лев', 'Ильич', 'male'), 'dative', 'Шевчуку Льву Ильичу'],
    [name('Черных', 'Пётр', 'Львович', 'male'), 'genitive', 'Черных Петра Львовича'],
    [name('Дубровская', 'Ольга', null, 'female'), 'instrumental', 'Дубровской Ольгой'],
    [name('Петрова-Водкина', 'Анна', 'Юрьевна', 'female'), 'prepositional', 'Петровой-Водкиной Анне Юрьевне'],
  ] as const)('%j in the %s', (person, nameCase, expected) => {
    expect(inCase(person, nameCase)).toBe(expected);
  });

  test('the hand-written form wins, and only in its own case', () => {
    const person = name('Гамлет', 'Рустам', 'Али оглы', 'male', { dative: 'Гамлету Рустаму Али оглы' });
    expect(declineName(person, 'dative')).toEqual({
      lastName: 'Гамлету',
      firstName: 'Рустаму',
      patronymic: 'Али оглы',
    });
    expect(inCase(person, 'genitive')).not.toContain('Гамлету');
  });

  test('a hand-written form that is empty counts as absent', () => {
    expect(inCase(name('Седова', 'Анна', 'Ильинична', 'female', { genitive: '  ' }), 'genitive')).toBe(
      'Седовой Анны Ильиничны',
    );
  });
});
