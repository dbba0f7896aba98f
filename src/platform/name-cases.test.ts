import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nameCases, type NameCase } from '#kernel/names.ts';
import { declineName, fullNameOf } from './name-cases.server.ts';

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
    [name('ЗАЯЦ', 'ИЛЬЯ', 'КУЗЬМИЧ', 'male'), 'instrumental', 'ЗАЙЦЕМ ИЛЬЁЙ КУЗЬМИЧОМ'],
    [name('Сковорода', 'И.', 'И.', 'male'), 'dative', 'Сковороде И. И.'],
    // «C» of the surname is a Latin letter
    [name('Cедов', 'Лука', 'Фомич', 'male'), 'instrumental', 'Седовым Лукой Фомичом'],
    [name('Осадчий', 'Прохор', 'Силыч', 'male'), 'instrumental', 'Осадчим Прохором Силычем'],
    [name('Чаплин', 'Иван', 'Петрович', 'male'), 'instrumental', 'Чаплиным Иваном Петровичем'],
    [name('Чаплин', 'Джордж', null, 'male'), 'instrumental', 'Чаплином Джорджем'],
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

/** A line of the file of names: who, and the right forms in the order of `nameCases`. */
interface Example {
  readonly part: string;
  readonly person: ReturnType<typeof name>;
  readonly forms: readonly string[];
}

const examples: readonly Example[] = readFileSync('tests/fixtures/names-in-cases.tsv', 'utf8')
  .split('\n')
  .slice(2)
  .filter(Boolean)
  .map((line) => {
    const [part = '', gender, lastName = '', firstName = '', patronymic, ...forms] = line.split('\t');
    return {
      part,
      person: name(lastName, firstName, patronymic || null, gender === 'female' ? 'female' : 'male'),
      forms,
    };
  });

describe('the file of invented names', () => {
  test('has over 1300 names of both genders with all five forms, no name twice', () => {
    expect(examples.length).toBeGreaterThanOrEqual(1300);
    expect(new Set(examples.map(({ person }) => JSON.stringify(person))).size).toBe(examples.length);
    for (const { forms } of examples) expect(forms.filter(Boolean)).toHaveLength(nameCases.length);
  });

  test.each([
    ['all names', examples],
    ['names the rules were written by', examples.filter(({ part }) => part === 'rules')],
    ['names written after the rules', examples.filter(({ part }) => part === 'check')],
  ] as const)('%s: at least 99 %% are right in every case', (title, chosen) => {
    const wrong = chosen.flatMap(({ person, forms }) => {
      const got = nameCases.map((nameCase) => inCase(person, nameCase));
      const mistakes = got.filter((form, index) => form !== forms[index]);
      return mistakes.length > 0 ? [{ is: got, 'should be': forms, mistakes: mistakes.length }] : [];
    });
    const share = (all: number, bad: number) => `${all - bad} of ${all} (${((100 * (all - bad)) / all).toFixed(2)} %)`;
    const mistakes = wrong.reduce((sum, each) => sum + each.mistakes, 0);
    process.stdout.write(
      `Names in cases, ${title}: names entirely right ${share(chosen.length, wrong.length)}, ` +
        `forms right ${share(chosen.length * nameCases.length, mistakes)}\n`,
    );
    expect(wrong.length / chosen.length, JSON.stringify(wrong, null, 1)).toBeLessThanOrEqual(0.01);
  });
});
