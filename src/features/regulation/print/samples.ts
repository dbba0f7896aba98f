import { operatorParty } from '../rules.ts';
import type { DocumentKey, RegulationDocument } from '../schema.ts';

/** A person as the document engine takes one. */
export interface PersonFacts {
  readonly lastName: string;
  readonly firstName: string;
  readonly patronymic: string | null;
  readonly gender: 'female' | 'male';
  readonly nameCases: Readonly<Record<string, unknown>>;
}

const person = (
  lastName: string,
  firstName: string,
  patronymic: string,
  gender: PersonFacts['gender'],
): PersonFacts => ({
  lastName,
  firstName,
  patronymic,
  gender,
  nameCases: {},
});

const fullNameOf = ({ lastName, firstName, patronymic }: PersonFacts) =>
  [lastName, firstName, patronymic].filter(Boolean).join(' ');

const experienced = {
  standing: 'experienced',
  role: 'Опытная управленческая команда',
  name: 'Муниципальное общеобразовательное учреждение «Средняя школа № 1»',
  shortName: 'МОУ СШ № 1',
  address: '400000, г. Примерный, ул. Школьная, д. 1',
  phones: ['8 (8442) 00-11-01'],
  emails: ['school1@example.org'],
  actsOn: 'Устава',
  acting: 'действующего',
  head: person('Лаврова', 'Ольга', 'Петровна', 'female'),
  post: 'директор',
  municipality: 'Примерный район',
};
const developing = {
  standing: 'developing',
  role: 'Развивающаяся управленческая команда',
  name: 'Муниципальное общеобразовательное учреждение «Средняя школа № 2»',
  shortName: 'МОУ СШ № 2',
  address: '400000, г. Примерный, ул. Садовая, д. 2',
  phones: ['8 (8442) 00-11-02'],
  emails: ['school2@example.org'],
  actsOn: 'Устава',
  acting: 'действующего',
  head: person('Гусев', 'Пётр', 'Ильич', 'male'),
  post: 'директор',
  municipality: 'Примерный район',
};
const joining = {
  ...experienced,
  name: 'Муниципальное общеобразовательное учреждение «Лицей № 3»',
  shortName: 'МОУ Лицей № 3',
  head: person('Комаров', 'Егор', 'Львович', 'male'),
};
const coordinator = person('Орлова', 'Инна', 'Павловна', 'female');
const figures = { total: 18, done: 15, part: 2, notDone: 1, percentDone: 83, percentPart: 11, percentNotDone: 6 };
const members = [
  {
    fullName: 'Лаврова Ольга Петровна',
    post: 'директор',
    isLeader: true,
    isContact: false,
    contacts: '8 (8442) 00-11-01',
  },
  {
    fullName: 'Зайцев Лев Кузьмич',
    post: 'заместитель директора',
    isLeader: false,
    isContact: true,
    contacts: 'deputy@example.org',
  },
];
const developingMembers = [
  {
    fullName: 'Гусев Пётр Ильич',
    post: 'директор',
    isLeader: true,
    isContact: false,
    contacts: '8 (8442) 00-11-02',
  },
  {
    fullName: 'Мельникова Софья Романовна',
    post: 'заместитель директора',
    isLeader: false,
    isContact: true,
    contacts: 'methods@example.org',
  },
];
const approval = { post: 'муниципальный куратор', place: 'Примерный район', name: 'С. А. Белов' };
const order = { number: '12-м', datedOn: '2026-11-12' };
const memo = {
  number: '3',
  datedOn: '2027-03-10',
  ground: 'мотивированная письменная просьба одной из сторон',
  explanation: 'Организация реорганизуется и не может продолжать работу в группе.',
};

/**
 * Invented data of every printed document, in the exact shape its template names: previews of texts are printed with
 * it, and the print code of other features follows it.
 */
export function sampleFacts(document: RegulationDocument, key: DocumentKey): Record<string, unknown> {
  const operator = operatorParty(document);
  const cycle = { title: '2026/27 учебный год', agreementSendBy: '2026-11-19', agreementSignBy: '2026-11-26' };
  const directions = document.directions.slice(0, 2).map(({ title }) => title);
  const group = { title: 'МОУ СШ № 1 — МОУ СШ № 2', termMonths: 11, directions, endsOn: '2027-11-30' };
  const executor = { name: 'Орлова Инна Павловна', phones: ['8 (8442) 00-10-21'] };
  const named = { coordinator, coordinatorPost: 'Координатор группы', executor };
  const shared = { operator, order, group, cycle, ...named };
  switch (key) {
    case 'participants-form':
      return {
        municipality: 'Примерный район',
        cycle,
        datedOn: '2026-10-28',
        curator: { post: 'главный специалист', head: person('Белов', 'Семён', 'Андреевич', 'male') },
        rows: [experienced, developing].map((team) => ({
          organisation: team.name,
          post: team.post,
          head: fullNameOf(team.head),
          phones: team.phones,
          emails: team.emails,
          standing: team.standing === 'experienced' ? 'опытная' : 'развивающаяся',
          directions,
          note: '',
        })),
      };
    case 'teams-registry':
      return {
        operator,
        cycle,
        selection: '',
        datedOn: '2026-11-02',
        whole: true,
        rows: [experienced, developing].map((team) => ({
          municipality: team.municipality,
          organisation: team.name,
          head: fullNameOf(team.head),
          post: team.post,
          phones: team.phones,
          emails: team.emails,
          standing: team.standing === 'experienced' ? 'опытная' : 'развивающаяся',
          directions,
          state: 'в реестре',
          registeredOn: '2026-10-30',
        })),
        total: { all: 2, experienced: 1, developing: 1 },
      };
    case 'composition-order':
      return {
        ...shared,
        experienced: [{ ...experienced, members }],
        developing: [{ ...developing, members: developingMembers }],
        manyToMany: false,
        coordinatorPost: 'Методист',
      };
    case 'agreement':
      return {
        ...shared,
        operator: { ...operator, acting: 'действующего' },
        agreement: { number: '12', datedOn: '2026-11-19', place: 'г. Волгоград' },
        parties: [experienced, developing],
        experienced: [experienced],
        developing: [developing],
        coordinator,
        coordinatorPost: 'Методист',
        sendBy: cycle.agreementSendBy,
        signBy: cycle.agreementSignBy,
      };
    case 'programme':
      return {
        approval: { ...approval, datedOn: null },
        version: 1,
        summary: '',
        developing: [{ ...developing, members: developingMembers }],
        experienced: [{ ...experienced, members }],
        directions,
        period: { text: 'с 20 декабря 2026 г. по 19 ноября 2027 г.' },
        goals: 'Обновить программу развития школы.',
        meetings: 'Раз в месяц, очно и в сети.',
        broadcast: 'Семинар для района в октябре.',
        operatorContact: 'Орлова Инна Павловна, методист',
        curatorContact: 'Белов Семён Андреевич, главный специалист',
        stages: document.stages.map(({ roman, title, number }) => ({
          roman,
          title,
          span: 'декабрь 2026 г.',
          activities: document.standardPlan
            .filter(({ stage }) => stage === number)
            .map((activity) => ({
              number: activity.number,
              title: activity.title,
              form: 'консультирование',
              themes: activity.themesAllowed ? ['Кадровый резерв школы'] : [],
              due: 'декабрь 2026 г.',
              responsible: ['Координатор'],
              mark: '',
            })),
        })),
      };
    case 'amendment-sheet':
      return {
        approval: { ...approval, datedOn: '2027-03-15' },
        number: 1,
        before: { version: 1, approvedOn: '2026-12-20' },
        after: { version: 2 },
        summary: 'стажировка перенесена на каникулы',
        group,
        general: [{ label: 'Частота и формат встреч', before: 'Раз в месяц', after: 'Два раза в месяц' }],
        changes: [
          {
            title: 'Стажировка «Школа мастерства»',
            what: 'срок',
            before: 'март 2027 г.',
            after: 'апрель 2027 г.',
          },
          { title: 'Практикум по локальным актам', what: 'отменено', before: 'май 2027 г.', after: '' },
        ],
        experienced: [experienced],
        developing: [developing],
      };
    case 'information-report':
      return {
        group,
        team: developing,
        experienced: [experienced],
        period: { text: 'с 20 декабря 2026 г. по 19 ноября 2027 г.' },
        figures,
        done: [{ number: 1, title: 'Супервизия «на входе»', onDate: '2026-12-24', result: 'Уточнены направления.' }],
        notDone: [{ number: 10, title: 'День самоуправления', mark: 'выполнено частично', reason: 'Карантин.' }],
        goalsReached: 'Программа развития обновлена.',
        conclusions: 'Команда работает увереннее.',
        datedOn: '2027-12-03',
      };
    case 'final-report':
      return {
        group,
        team: experienced,
        developing: [developing],
        period: { text: 'с 20 декабря 2026 г. по 19 ноября 2027 г.' },
        figures,
        assessment: 'Цели программы достигнуты.',
        relations: 'Отношения рабочие и доброжелательные.',
        dynamics: 'Затруднений стало меньше.',
        survey: {
          answers: 8,
          mean: '4,6',
          rows: document.survey.statements.map(({ text }) => ({ text, mean: '4,6' })),
        },
        dynamicsRows: directions.map((direction) => ({ direction, entry: 3, exit: 1, change: '−2' })),
        recommendations: 'Продолжить обмен опытом.',
        datedOn: '2027-12-10',
        acceptance: { acceptedOn: '2027-12-14', acceptedBy: 'С. А. Белов', receivedOn: null, receivedBy: '' },
      };
    case 'service-memo':
      return {
        operator,
        memo,
        group,
        leaving: experienced,
        joining,
        author: coordinator,
        authorPost: 'Координатор группы',
      };
    case 'replacement-order':
      return { ...shared, memo, leaving: experienced, joining };
    case 'extension-order':
      return {
        ...shared,
        months: 3,
        newEndsOn: '2028-02-29',
        reason: 'развивающаяся команда просит закончить начатые проекты',
      };
    case 'early-finish-order':
      return { ...shared, finishedOn: '2027-09-30', sumUpBy: '2027-10-30', reason: 'все мероприятия выполнены' };
    case 'dissolution-order':
      return { ...shared, reason: 'организация развивающейся команды закрыта' };
    case 'orders-register':
      return {
        operator,
        selection: 'Отбор: 2026 год',
        datedOn: '2026-12-31',
        rows: [
          { ...order, title: 'О составе менторской группы', group: group.title, ground: 'Согласие сторон' },
          {
            number: '15-м',
            datedOn: '2026-12-20',
            title: 'О замене команды',
            group: group.title,
            ground: 'Служебная записка № 3',
          },
        ],
      };
  }
}
