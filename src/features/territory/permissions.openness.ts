/**
 * Who may know what, per kind of record (K-1.5: openness as far as the law allows; K-3.4: group work is confidential).
 * - public: everybody, without signing in, once it is published;
 * - system: every signed-in participant of the region;
 * - group: the group's teams, its curators, its coordinator and the operator;
 * - staff: whoever answers for the organisation, and the organisation itself;
 * - personal: the person, and whoever manages the account.
 */
export const opennessLevels = ['public', 'system', 'group', 'staff', 'personal'] as const;
export type OpennessLevel = (typeof opennessLevels)[number];

export const opennessNames: Readonly<Record<OpennessLevel, string>> = {
  public: 'Открыто всем',
  system: 'Видят участники системы',
  group: 'Конфиденциально: только группа',
  staff: 'Видят организация и те, кто за неё отвечает',
  personal: 'Личное',
};

/** A kind of record with what is open in it and to whom. */
export interface OpenRecord {
  readonly kind: string;
  readonly title: string;
  readonly level: OpennessLevel;
  readonly what: string;
}

/** The whole list; a kind of record that is not here may not be shown to anybody but those who write it. */
export const openness: readonly OpenRecord[] = [
  {
    kind: 'regulation',
    title: 'Положение и план мероприятий',
    level: 'public',
    what: 'Полный текст действующей версии и наложения муниципалитетов',
  },
  { kind: 'unit', title: 'Территория', level: 'public', what: 'Регион и муниципалитеты, их названия' },
  {
    kind: 'counts',
    title: 'Число групп и организаций',
    level: 'public',
    what: 'Количество по муниципалитетам и шагам, без названий',
  },
  {
    kind: 'chosen-practice',
    title: 'Практика, отобранная для распространения',
    level: 'public',
    what: 'Описание, которое организация согласилась опубликовать',
  },
  {
    kind: 'organisation',
    title: 'Организация',
    level: 'system',
    what: 'Название, вид, адрес, служебные телефоны и почта, руководитель',
  },
  {
    kind: 'curator',
    title: 'Муниципальный куратор',
    level: 'system',
    what: 'Имя, должность, служебные телефоны и почта',
  },
  { kind: 'cycle', title: 'Цикл', level: 'system', what: 'Сроки, вехи и ответственные роли' },
  {
    kind: 'team',
    title: 'Команда реестра',
    level: 'staff',
    what: 'Направления, состав, самооценка затруднений и подтверждения опыта',
  },
  { kind: 'person', title: 'Сотрудник организации', level: 'system', what: 'Имя и должность' },
  {
    kind: 'person-contacts',
    title: 'Телефоны и почта сотрудника',
    level: 'staff',
    what: 'Видны коллегам, куратору, координатору и оператору',
  },
  {
    kind: 'group-state',
    title: 'Шаг и состояние группы',
    level: 'staff',
    what: 'Комитет видит только числа и состояния',
  },
  {
    kind: 'group',
    title: 'Состав и содержание менторской группы',
    level: 'group',
    what: 'Согласия, причины отказов, замены, переписка',
  },
  { kind: 'agreement', title: 'Соглашение', level: 'group', what: 'Текст, подписанты, сканы' },
  { kind: 'programme', title: 'Менторская программа', level: 'group', what: 'Обе части, все версии и изменения' },
  { kind: 'mark', title: 'Отметки о выполнении', level: 'group', what: 'Даты, результаты, причины, приложенные файлы' },
  { kind: 'consultation', title: 'Обращение за помощью', level: 'group', what: 'Вопрос и ответы' },
  {
    kind: 'supervision',
    title: 'Супервизия на входе и на выходе',
    level: 'group',
    what: 'Самооценка и критический анализ',
  },
  {
    kind: 'report',
    title: 'Информационная справка и итоговый отчёт',
    level: 'group',
    what: 'Проценты, выводы, рекомендации',
  },
  {
    kind: 'survey',
    title: 'Опрос об отношениях',
    level: 'group',
    what: 'Сводный результат; ответ каждого видит только он сам',
  },
  { kind: 'order', title: 'Приказы и служебные записки', level: 'group', what: 'Номер, дата, основание, текст' },
  { kind: 'journal', title: 'Журнал', level: 'group', what: 'Всё, что происходило с группой' },
  { kind: 'letter', title: 'Письма', level: 'personal', what: 'Письмо видит тот, кому оно написано' },
  {
    kind: 'account',
    title: 'Учётная запись и сеансы',
    level: 'personal',
    what: 'Почта для входа, устройства; пароль не видит никто',
  },
];

/** The level of a kind of record; a kind that is not listed is the closest kept. */
export function opennessOf(kind: string): OpennessLevel {
  return openness.find((record) => record.kind === kind)?.level ?? 'personal';
}
