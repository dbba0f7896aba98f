/** What stands on the papers of the cycle, to be typed in by hand. */

export interface TeamOnPaper {
  readonly organisation: string;
  readonly shortName: string;
  readonly post: string;
  readonly head: string;
  readonly phone: string;
  readonly email: string;
  readonly standing: 'опытная' | 'развивающаяся';
  readonly directions: readonly string[];
  readonly own: string;
  readonly note: string;
}

/** The participants' form of the city of Kamyshin. */
export const municipality = 'г. о. Камышин';
export const experienced: TeamOnPaper = {
  organisation:
    'Муниципальное бюджетное общеобразовательное учреждение средняя школа № 1 городского округа – город Камышин',
  shortName: 'СШ № 1 г. Камышина',
  post: 'Директор',
  head: 'Лаврова Ольга Петровна',
  phone: '8 (84457) 0-11-22',
  email: 'school1@example.org',
  standing: 'опытная',
  directions: ['управление развитием образовательной организации', 'организация инновационной деятельности'],
  own: '',
  note: 'Можем принять стажировку весной',
};
export const developing: TeamOnPaper = {
  organisation: 'МБОУ СШ № 2 г. Камышина',
  shortName: 'СШ № 2 г. Камышина',
  post: 'И.о. директора',
  head: 'Гусев Пётр Ильич',
  phone: '89000000002',
  email: 'school2@example.org',
  standing: 'развивающаяся',
  directions: ['управление развитием образовательной организации'],
  own: 'работа с родительским сообществом',
  note: '',
};

export interface ActivityOnPaper {
  readonly stage: 1 | 2 | 3;
  readonly title: string;
  readonly due: string;
  readonly responsible: string;
  readonly form: string;
  readonly themes?: readonly string[];
}

/** The plan of the Ilovlya programme: part II, row by row. */
export const plan: readonly ActivityOnPaper[] = [
  {
    stage: 1,
    title: 'Заключение 3-х стороннего соглашения',
    due: 'до 22.01.2027 г.',
    responsible: 'Координатор',
    form: 'работа с нормативно-правовыми, локальными документами',
  },
  {
    stage: 1,
    title: 'Супервизия «на входе»',
    due: 'январь 2027 г.',
    responsible: 'Развивающаяся управленческая команда',
    form: 'супервизия',
  },
  {
    stage: 2,
    title: 'Консультирование «Руководитель – руководитель»',
    due: 'По согласованию сторон',
    responsible: 'Участники менторской группы',
    form: 'консультирование',
    themes: ['Кадровый резерв школы', 'Паспорт безопасности'],
  },
  {
    stage: 2,
    title: 'Стажировка «Школа мастерства»',
    due: 'Март, сентябрь 2027 г.',
    responsible: 'Опытная управленческая команда',
    form: 'стажировка на базе организации опытной команды',
  },
  {
    stage: 2,
    title: 'Повышение квалификации',
    due: 'На протяжении всего периода реализации программы',
    responsible: 'Развивающаяся управленческая команда',
    form: 'мастерские и тренинги',
  },
  {
    stage: 3,
    title: 'Подготовка информационной справки',
    due: 'Декабрь 2027 г.',
    responsible: 'Руководитель развивающейся управленческой команды',
    form: 'аналитическое сопровождение',
  },
  {
    stage: 3,
    title: 'Формирование итогового отчёта',
    due: 'Декабрь 2027 г.',
    responsible: 'Руководитель опытной управленческой команды',
    form: 'рефлексия и анализ деятельности',
  },
];

export interface MemberOnPaper {
  readonly fullName: string;
  readonly post: string;
  readonly phone: string;
  readonly email: string;
}

/** Part I of the Ilovlya programme: the leader of each working group, then its contact person. */
export const workingGroups: Readonly<Record<'developing' | 'experienced', readonly [MemberOnPaper, MemberOnPaper]>> = {
  developing: [
    { fullName: 'Седова Анна Ильинична', post: 'Директор', phone: '8 (84467) 0-33-44', email: 'sedova@example.org' },
    { fullName: 'Дёмин Лев Львович', post: 'Заместитель директора по УВР', phone: '89000000102', email: '' },
  ],
  experienced: [
    { fullName: 'Черных Мария Эдуардовна', post: 'Директор', phone: '', email: 'logschool@example.org' },
    { fullName: 'Заяц Пётр Кузьмич', post: 'Заведующий филиалом', phone: '89000000104', email: '' },
  ],
};
export const operatorOnPaper = 'Орлова Инна Павловна, методист, тел. 8 (8442) 00-55-66';
export const curatorOnPaper = 'Белов Семён Андреевич, главный специалист отдела образования, belov@example.org';
