import { monthNamesGenitive } from '#kernel/dates.ts';
import { formatMonths } from '#kernel/term.ts';
import { coordinatorEmployerName } from './rules.ts';
import { formatRelativeDue } from './rules.dates.ts';
import { actKeys, documentKeys, type CycleDay, type RegulationDocument } from './schema.ts';

/** A difference between two versions: what it is about, how it was, how it became; null where there was or is nothing. */
export interface Change {
  readonly part: string;
  readonly title: string;
  readonly before: string | null;
  readonly after: string | null;
}

interface Line {
  readonly part: string;
  readonly key: string;
  readonly title: string;
  readonly text: string;
}

/** Kinds of territories as quotas name them. */
export const territoryKindNames = {
  'municipal-district': 'муниципальный район',
  'city-district': 'городской округ',
  'city-territorial-department': 'район города',
} as const;

/** Those who answer for the dates of a cycle. */
export const milestoneRoleNames = {
  operator: 'региональный оператор',
  'municipal-curator': 'муниципальный куратор',
  coordinator: 'координатор',
  'organisation-head': 'руководитель организации',
  team: 'управленческая команда',
} as const;

const offsets = ['', ' следующего года', ' через год'];

/** «19 ноября», «31 декабря следующего года», counted from the year in which the cycle begins. */
export function formatCycleDay({ day, month, yearOffset }: CycleDay): string {
  return `${day}\u00a0${monthNamesGenitive[month - 1]}${offsets[yearOffset]}`;
}

const unquoted = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

function* lines(document: RegulationDocument): Generator<Line> {
  yield { part: 'Положение', key: 'title', title: 'Название', text: document.title };
  yield { part: 'Положение', key: 'legal', title: 'Правовые основания', text: document.legalBasis.join('\n') };
  for (const act of actKeys) {
    for (const { number, text, items = [] } of document.acts[act].sections.flatMap(({ clauses }) => clauses)) {
      yield {
        part: document.acts[act].title,
        key: `${act}:${number}`,
        title: `п. ${number}`,
        text: [text, ...items].join('\n— '),
      };
    }
  }
  for (const one of document.directions) {
    const text = [
      one.title,
      one.shortTitle,
      ...one.aliases,
      ...one.workingGroup,
      one.archived ? 'не используется' : '',
    ];
    yield { part: 'Направления', key: one.code, title: unquoted(one.title), text: text.filter(Boolean).join('; ') };
  }
  for (const one of document.transferForms) {
    const text = one.archived ? `${one.title}; не используется` : one.title;
    yield { part: 'Формы передачи опыта', key: one.code, title: unquoted(one.title), text };
  }
  const { term, extension } = document;
  const part = 'Сроки';
  yield { part, key: 'min', title: 'Наименьший срок', text: formatMonths(term.minMonths) };
  yield { part, key: 'max', title: 'Наибольший срок', text: formatMonths(term.maxMonths) };
  yield {
    part,
    key: 'extension',
    title: 'Продление',
    text: `до ${formatMonths(extension.maxMonths)}, раз: ${extension.times}`,
  };
  yield { part, key: 'days', title: 'Дней на подведение итогов', text: String(document.daysToSumUp) };
  yield { part: 'Координатор', key: 'employer', title: 'Чей сотрудник', text: coordinatorEmployerName(document) };
  for (const [kind, groups] of Object.entries(document.quotas.byKind)) {
    yield {
      part: 'Квоты',
      key: kind,
      title: territoryKindNames[kind as keyof typeof territoryKindNames],
      text: `групп: ${groups}`,
    };
  }
  for (const { unit, groups } of document.quotas.byUnit)
    yield { part: 'Квоты', key: `unit:${unit}`, title: unit, text: `групп: ${groups}` };
  const { experienced, developing } = document.quotas.teamsPerGroup;
  yield {
    part: 'Квоты',
    key: 'teams',
    title: 'Команд в группе',
    text: `опытных ${experienced}, развивающихся ${developing}`,
  };
  for (const { kind, titlePlural, fromYear } of document.organisationKinds) {
    yield { part: 'Виды организаций', key: kind, title: titlePlural, text: `с ${fromYear} года` };
  }
  for (const { year, percent, organisations, total } of document.targets) {
    yield {
      part: 'Показатели',
      key: String(year),
      title: `${year} год`,
      text: `${percent} %, организаций ${organisations}, всего ${total}`,
    };
  }
  for (const { key, title, on, role } of document.milestones) {
    yield {
      part: 'Сроки цикла',
      key,
      title: unquoted(title),
      text: `${title}: ${formatCycleDay(on)}; ${milestoneRoleNames[role]}`,
    };
  }
  const parties = new Map(document.responsibleParties.map(({ key, title }) => [key, title]));
  for (const one of document.standardPlan) {
    const form = document.transferForms.find(({ code }) => code === one.transferForm)?.title ?? one.transferForm;
    const who = one.responsible.map((key) => parties.get(key)).join(', ');
    yield {
      part: 'Типовой план',
      key: String(one.number),
      title: `Мероприятие ${one.number}`,
      text: [one.title, `этап ${one.stage}`, form, formatRelativeDue(one.due), who, one.themesAllowed ? 'с темами' : '']
        .filter(Boolean)
        .join('; '),
    };
  }
  const { operator } = document.requisites;
  yield {
    part: 'Реквизиты',
    key: 'operator',
    title: 'Региональный оператор',
    text: [
      operator.name,
      operator.shortName,
      operator.address,
      ...operator.phones,
      ...operator.emails,
      operator.head.post,
      operator.head.lastName,
      operator.head.firstName,
      operator.head.patronymic ?? '',
      ...Object.values(operator.head.nameCases),
    ].join('; '),
  };
  for (const key of documentKeys) {
    const { title, body } = document.documents[key];
    yield { part: 'Тексты документов', key, title, text: `${title}\n${body}` };
  }
}

/** What changed between two versions, in the order of the regulation. */
export function regulationChanges(before: RegulationDocument, after: RegulationDocument): Change[] {
  const keyed = (document: RegulationDocument) =>
    new Map([...lines(document)].map((line) => [`${line.part}/${line.key}`, line]));
  const [old, fresh] = [keyed(before), keyed(after)];
  const changes: Change[] = [];
  for (const [key, line] of fresh) {
    const earlier = old.get(key);
    if (earlier?.text !== line.text) {
      changes.push({ part: line.part, title: line.title, before: earlier?.text ?? null, after: line.text });
    }
  }
  for (const [key, line] of old) {
    if (!fresh.has(key)) changes.push({ part: line.part, title: line.title, before: line.text, after: null });
  }
  return changes;
}

/** «Направления, Сроки»: the parts that changed, for the list of versions. */
export function changedParts(changes: readonly Change[]): string[] {
  return [...new Set(changes.map(({ part }) => part))];
}
