import { repeatable } from './random.ts';

/** An invented person of the demonstration. */
export interface InventedPerson {
  readonly lastName: string;
  readonly firstName: string;
  readonly patronymic: string;
  readonly gender: 'female' | 'male';
}

const surnames = [
  'Авдеев',
  'Астахов',
  'Багров',
  'Белых',
  'Бережной',
  'Васильков',
  'Ветров',
  'Волошин',
  'Гладков',
  'Горелов',
  'Громов',
  'Дёмин',
  'Долгов',
  'Дубинин',
  'Емельянов',
  'Ерёмин',
  'Жданов',
  'Журавлёв',
  'Заяц',
  'Зимин',
  'Ивлев',
  'Калинин',
  'Карасёв',
  'Ковыль',
  'Колосов',
  'Кравец',
  'Крутов',
  'Лавров',
  'Ладынин',
  'Лебедь',
  'Луговой',
  'Майоров',
  'Меньших',
  'Морозов',
  'Нагорный',
  'Нечаев',
  'Озеров',
  'Орешкин',
  'Пахомов',
  'Полевой',
  'Родимов',
  'Рощин',
  'Савельев',
  'Садовский',
  'Седов',
  'Степной',
  'Тихонов',
  'Травин',
  'Уваров',
  'Фомин',
  'Хлебников',
  'Царёв',
  'Черных',
  'Шубин',
  'Щукин',
  'Юдин',
  'Яблоков',
  'Ястребов',
];
const women = [
  'Анна',
  'Вера',
  'Галина',
  'Дарья',
  'Елена',
  'Зоя',
  'Инна',
  'Ирина',
  'Ксения',
  'Лидия',
  'Любовь',
  'Людмила',
  'Мария',
  'Надежда',
  'Наталья',
  'Нина',
  'Ольга',
  'Раиса',
  'Светлана',
  'Тамара',
  'Татьяна',
  'Юлия',
];
const men = [
  'Александр',
  'Алексей',
  'Андрей',
  'Борис',
  'Вадим',
  'Василий',
  'Виктор',
  'Геннадий',
  'Глеб',
  'Дмитрий',
  'Егор',
  'Иван',
  'Илья',
  'Кирилл',
  'Лев',
  'Максим',
  'Николай',
  'Олег',
  'Павел',
  'Пётр',
  'Роман',
  'Семён',
  'Сергей',
  'Юрий',
];
const fathers = [
  ['Александрович', 'Александровна'],
  ['Алексеевич', 'Алексеевна'],
  ['Андреевич', 'Андреевна'],
  ['Борисович', 'Борисовна'],
  ['Васильевич', 'Васильевна'],
  ['Викторович', 'Викторовна'],
  ['Геннадьевич', 'Геннадьевна'],
  ['Дмитриевич', 'Дмитриевна'],
  ['Иванович', 'Ивановна'],
  ['Ильич', 'Ильинична'],
  ['Кузьмич', 'Кузьминична'],
  ['Львович', 'Львовна'],
  ['Николаевич', 'Николаевна'],
  ['Олегович', 'Олеговна'],
  ['Павлович', 'Павловна'],
  ['Петрович', 'Петровна'],
  ['Романович', 'Романовна'],
  ['Сергеевич', 'Сергеевна'],
  ['Юрьевич', 'Юрьевна'],
] as const;

/** The person number `index` of the demonstration: always the same, most heads of schools are women. */
export function inventedPerson(index: number): InventedPerson {
  const random = repeatable(index * 7919 + 17);
  const gender = random.next() < 0.68 ? 'female' : 'male';
  const surname = surnames[(index * 11) % surnames.length] ?? 'Зимин';
  const [his, hers] = random.pick(fathers);
  return {
    lastName: gender === 'female' ? feminine(surname) : surname,
    firstName: random.pick(gender === 'female' ? women : men),
    patronymic: gender === 'female' ? hers : his,
    gender,
  };
}

function feminine(surname: string): string {
  if (/(ов|ев|ёв|ин|ын)$/.test(surname)) return `${surname}а`;
  if (/(ой|ый|ий)$/.test(surname)) return `${surname.slice(0, -2)}ая`;
  return surname;
}
