import { isAfter, isBefore, monthsBetween, type IsoDate } from '#kernel/dates.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Role } from '#kernel/roles.ts';
import { refusals } from './rules.refusals.ts';

export { refusals };

/** Units of the tree: a region, what lies in it, and organisations as the leaves. */
export const unitKinds = [
  'region',
  'municipal-district',
  'city-district',
  'city-territorial-department',
  'organisation',
] as const;
export type UnitKind = (typeof unitKinds)[number];

export const unitKindNames: Readonly<Record<UnitKind, string>> = {
  region: 'регион',
  'municipal-district': 'муниципальный район',
  'city-district': 'городской округ',
  'city-territorial-department': 'район города',
  organisation: 'организация',
};

/** Units that may have a curator and answer for organisations. */
export const municipalKinds = ['municipal-district', 'city-district', 'city-territorial-department'] as const;

/** Kinds of organisation; the last two are parties of the system and never form teams. */
export const organisationKinds = [
  'school',
  'kindergarten',
  'additional-education',
  'college',
  'methodical-service',
  'operator',
  'authority',
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

export const organisationKindNames: Readonly<Record<OrganisationKind, string>> = {
  school: 'Школа',
  kindergarten: 'Детский сад',
  'additional-education': 'Учреждение дополнительного образования',
  college: 'Колледж',
  'methodical-service': 'Методическая служба',
  operator: 'Региональный оператор',
  authority: 'Орган управления образованием',
};

/** What a posts belongs to; the first three are management staff (K-1.7). */
export const staffCategories = ['head', 'deputy-head', 'unit-head', 'specialist'] as const;
export type StaffCategory = (typeof staffCategories)[number];

export const staffCategoryNames: Readonly<Record<StaffCategory, string>> = {
  head: 'Руководитель организации',
  'deputy-head': 'Заместитель руководителя',
  'unit-head': 'Руководитель структурного подразделения',
  specialist: 'Специалист',
};

/** The four parties whose agreed effort the system is (K-2.1), in the order of the regulation. */
export const parties = [
  {
    key: 'committee',
    title: 'Региональный комитет образования',
    work: 'Определяет образовательную политику региона и видит ход менторства в числах и состояниях, без содержания работы групп.',
    roles: ['committee'],
  },
  {
    key: 'operator',
    title: 'Региональный оператор',
    work: 'Ведёт реестр команд, формирует группы и координирует их, издаёт приказы, помогает участникам, обобщает практики.',
    roles: ['operator', 'coordinator'],
  },
  {
    key: 'municipality',
    title: 'Муниципальные органы управления образованием',
    work: 'Представляют команды для реестра, утверждают программы и контролируют менторство на своей территории.',
    roles: ['municipal-curator', 'coordinator'],
  },
  {
    key: 'organisation',
    title: 'Образовательные организации',
    work: 'Участвуют в группах, вместе составляют и выполняют программы, готовят отчётные документы, делятся опытом.',
    roles: ['organisation-head', 'team-member'],
  },
] as const;

/** Two words that are never mixed up (V-roles): what each means on every screen and in every document. */
export const wording = {
  mentoring: {
    term: 'Менторство',
    between: 'команда и команда',
    meaning:
      'Опытная управленческая команда как партнёр поддерживает развивающуюся: у группы есть срок, программа и общее направление.',
    roles: ['опытная команда', 'развивающаяся команда'],
  },
  teaching: {
    term: 'Наставничество',
    between: 'один человек и другой',
    meaning: 'Внутри организации наставник обучает наставляемого: передаёт ему знания и навыки работы.',
    roles: ['наставник', 'наставляемый'],
  },
} as const;

/** A period of work or of a right: `endsOn` is the first day after it, null while it lasts. */
export interface Period {
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate | null;
}

/** Whether the period covers the day. */
export function lasts({ startsOn, endsOn }: Period, on: IsoDate): boolean {
  return !isAfter(startsOn, on) && (endsOn === null || isAfter(endsOn, on));
}

/** Whole months in the post until the day (or until the end of the work). */
export function tenureMonths({ startsOn, endsOn }: Period, on: IsoDate): number {
  const until = endsOn !== null && isBefore(endsOn, on) ? endsOn : on;
  return isBefore(until, startsOn) ? 0 : monthsBetween(startsOn, until);
}

/** A head's appointment as the decision on a new head sees it. */
export interface HeadAppointment extends Period {
  readonly appointmentId: string;
  readonly personId: string;
}

/** What the appointment of a head is decided on. */
export interface NewHead {
  readonly personId: string;
  readonly startsOn: IsoDate;
  /** The appointment the form showed, null when there was none; left out where nobody has seen a form. */
  readonly seen?: string | null;
  readonly closedOn: IsoDate | null;
  /** Appointments of heads of the organisation that last or will last, the earliest first. */
  readonly heads: readonly HeadAppointment[];
  readonly sinceText: (date: IsoDate) => string;
}

/**
 * One head at a time: the new head ends the former's work on the same day, and never reaches back before it.
 * Refused when somebody has appointed another head since the form was opened.
 */
export function decideHead({
  personId,
  startsOn,
  seen,
  closedOn,
  heads,
  sinceText,
}: NewHead): Outcome<{ former: HeadAppointment | null }> {
  if (closedOn !== null) return refuse(refusals.organisationClosed);
  const former = heads.find((head) => lasts(head, startsOn)) ?? null;
  if (former?.personId === personId) return refuse(refusals.headAlready);
  const later = heads.find((head) => isAfter(head.startsOn, startsOn));
  if (later) return refuse(former ? refusals.futureHead : refusals.olderHead(sinceText(later.startsOn)));
  if (seen !== undefined && (heads.at(-1)?.appointmentId ?? null) !== seen) return refuse(refusals.headChanged);
  return ok({ former });
}

/** Ends a period of work on a day; the same day it began is allowed: a mistaken entry. */
export function endPeriod(period: Period, endsOn: IsoDate): Outcome<{ endsOn: IsoDate }> {
  if (period.endsOn !== null) return refuse(refusals.appointmentEnded);
  if (isBefore(endsOn, period.startsOn)) return refuse(refusals.endsBeforeStart);
  return ok({ endsOn });
}

/**
 * Hand-written cases of a name: as many words in the same order, each beginning as in the name itself. Otherwise forms
 * left over from a former surname would go into documents.
 */
export function decideNameCases(
  name: string,
  cases: Readonly<Record<string, string | undefined>>,
): Outcome<typeof cases> {
  const beginnings = (text: string) =>
    wordsOf(text)
      .map((word) => word.charAt(0))
      .join('');
  const wrong = Object.entries(cases).find(([, form]) => form?.trim() && beginnings(form) !== beginnings(name));
  return wrong ? refuse({ ...refusals.nameCaseOfAnother(name), field: `nameCases.${wrong[0]}` }) : ok(cases);
}

const wordsOf = (text: string): string[] =>
  text
    .trim()
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[\s-]+/);

/** «Иловлинский муниципальный район» in a list is «Иловлинский район», «городской округ Камышин» is «г. о. Камышин». */
export function shortUnitName(name: string): string {
  return name.replace(/\sмуниципальный\s(район|округ)$/u, ' $1').replace(/^городской округ /u, 'г.\u00a0о.\u00a0');
}

/** Whether an organisation of this kind works in teams: its staff take part, the parties' own staff hold other roles. */
export function formsTeams(kind: OrganisationKind): boolean {
  return kind !== 'operator' && kind !== 'authority';
}

/** The kind of the body whose employee holds the role: a municipal authority, the operator, the committee. */
export function bodyKindOf(role: Role, unitKind: UnitKind): 'operator' | 'authority' {
  return unitKind === 'region' && role !== 'committee' ? 'operator' : 'authority';
}

/** What a body is called until somebody writes its own name. */
export function bodyName(
  kind: 'operator' | 'authority',
  unit: { name: string; shortName: string; kind: UnitKind },
): { name: string; shortName: string } {
  if (kind === 'operator') return { name: `Региональный оператор, ${unit.name}`, shortName: 'Региональный оператор' };
  if (unit.kind === 'region') return { name: `Комитет образования, ${unit.name}`, shortName: 'Комитет образования' };
  return { name: `Орган управления образованием, ${unit.name}`, shortName: `Отдел образования, ${unit.shortName}` };
}
