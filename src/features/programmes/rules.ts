import { addDays, addMonths, isAfter, isBefore, monthsBetween, type IsoDate } from '#kernel/dates.ts';
import type { Due, Period } from '#kernel/due.ts';
import { refuse, type Outcome, type Refusal } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { formatLimits, type TermLimits } from '#kernel/term.ts';

/** States of a version of the programme; version 1 is the programme itself, later ones are amendments. */
export const programmeStates = [
  'draft',
  'endorsed',
  'on-approval',
  'returned',
  'approved',
  'superseded',
  'abandoned',
] as const;

export type ProgrammeState = (typeof programmeStates)[number];

/** What may happen to a version, from which states, and where it leads. Equal to the database's `programme` rows. */
export const programmeEvents = {
  edit: { from: ['draft', 'endorsed', 'returned'], to: 'draft' },
  endorse: { from: ['draft', 'returned'], to: 'endorsed' },
  submit: { from: ['endorsed'], to: 'on-approval' },
  approve: { from: ['on-approval'], to: 'approved' },
  return: { from: ['on-approval'], to: 'returned' },
  supersede: { from: ['approved'], to: 'superseded' },
  abandon: { from: ['draft', 'endorsed', 'on-approval', 'returned'], to: 'abandoned' },
} as const satisfies Record<string, { from: readonly ProgrammeState[]; to: ProgrammeState }>;

export type ProgrammeEvent = keyof typeof programmeEvents;

/** States in which a version is being written or decided on: at most one per group. */
export const inWork: readonly ProgrammeState[] = ['draft', 'endorsed', 'on-approval', 'returned'];

export const stateNames: Readonly<Record<ProgrammeState, string>> = {
  draft: 'черновик',
  endorsed: 'согласована командами',
  'on-approval': 'на утверждении',
  returned: 'возвращена с замечаниями',
  approved: 'утверждена',
  superseded: 'заменена новой версией',
  abandoned: 'изменение отозвано',
};

/** Every refusal of programmes and marks, in one place. */
export const refusals = {
  wrongState: (state: ProgrammeState): Refusal => ({
    code: 'programmes.wrong-state',
    kind: 'conflict',
    message: `Сейчас это сделать нельзя: программа ${stateNames[state]}. Обновите страницу`,
    clause: 'programme-together',
  }),
  alreadyInWork: {
    code: 'programmes.already-in-work',
    kind: 'conflict',
    message: 'Программа группы уже составляется: откройте её и продолжите',
    clause: 'programme-together',
  },
  groupNotReady: {
    code: 'programmes.group-not-ready',
    kind: 'conflict',
    message: 'Программу составляют после приказа о составе группы',
    clause: 'programme-together',
  },
  agreementFirst: {
    code: 'programmes.agreement-first',
    kind: 'conflict',
    message: 'Программу утверждают после подписания трёхстороннего соглашения всеми сторонами',
    clause: 'agreement',
  },
  stale: (theirs: unknown): Refusal => ({
    code: 'programmes.stale',
    kind: 'conflict',
    message: 'Пока вы писали, другая команда сохранила своё. Сравните обе версии и выберите, что оставить',
    clause: 'platform-conflict',
    theirs,
  }),
  term: (limits: TermLimits): Refusal => ({
    code: 'programmes.term',
    kind: 'invalid',
    message: `Срок менторства — ${formatLimits(limits)}: измените период программы`,
    clause: 'term',
    field: 'periodTo',
  }),
  noDirections: {
    code: 'programmes.no-directions',
    kind: 'invalid',
    message: 'Выберите хотя бы одно направление из тех, в которых команда испытывает затруднения',
    clause: 'programme-directions',
    field: 'directions',
  },
  foreignDirection: {
    code: 'programmes.foreign-direction',
    kind: 'invalid',
    message: 'Направление программы должно быть среди направлений группы',
    clause: 'programme-directions',
    field: 'directions',
  },
  oneLeader: (team: string): Refusal => ({
    code: 'programmes.one-leader',
    kind: 'invalid',
    message: `В рабочей группе «${team}» должен быть ровно один руководитель`,
    clause: 'working-group',
    field: 'members',
  }),
  contactPerson: (team: string): Refusal => ({
    code: 'programmes.contact-person',
    kind: 'invalid',
    message: `В рабочей группе «${team}» укажите хотя бы одно контактное лицо с телефоном или почтой`,
    clause: 'working-group',
    field: 'members',
  }),
  emptyPlan: {
    code: 'programmes.empty-plan',
    kind: 'invalid',
    message: 'В плане нет мероприятий: начните с типового плана или добавьте своё',
    clause: 'plan',
  },
  noTransferForm: (title: string): Refusal => ({
    code: 'programmes.no-transfer-form',
    kind: 'invalid',
    message: `Укажите форму передачи опыта для мероприятия «${title}»`,
    clause: 'transfer-forms',
    field: 'transferForm',
  }),
  noDue: (title: string): Refusal => ({
    code: 'programmes.no-due',
    kind: 'invalid',
    message: `Укажите срок мероприятия «${title}»: месяц, даты или «по согласованию сторон»`,
    clause: 'plan',
    field: 'due',
  }),
  dueOutside: (title: string): Refusal => ({
    code: 'programmes.due-outside',
    kind: 'invalid',
    message: `Срок мероприятия «${title}» выходит за период программы`,
    clause: 'plan',
    field: 'due',
  }),
  noResponsible: (title: string): Refusal => ({
    code: 'programmes.no-responsible',
    kind: 'invalid',
    message: `Назначьте ответственных за мероприятие «${title}»`,
    clause: 'plan',
    field: 'responsible',
  }),
  noRemarks: {
    code: 'programmes.no-remarks',
    kind: 'invalid',
    message: 'Напишите, что исправить: без замечаний программу не возвращают',
    clause: 'programme-approval',
    field: 'remarks',
  },
  alreadyEndorsed: {
    code: 'programmes.already-endorsed',
    kind: 'conflict',
    message: 'Ваша команда уже согласовала эту версию',
    clause: 'programme-together',
  },
  foreignMunicipality: {
    code: 'programmes.foreign-municipality',
    kind: 'forbidden',
    message: 'Программу утверждает куратор муниципалитета, в котором работает развивающаяся команда',
    clause: 'programme-approval',
  },
  markBeforeApproval: {
    code: 'programmes.mark-before-approval',
    kind: 'conflict',
    message: 'Отмечать выполнение можно после утверждения программы куратором',
    clause: 'implementation',
  },
  markAfterEnd: {
    code: 'programmes.mark-after-end',
    kind: 'conflict',
    message: 'Итоги группы подведены, отметки больше не меняются',
    clause: 'summing-up',
  },
  markInFuture: {
    code: 'programmes.mark-in-future',
    kind: 'invalid',
    message: 'Дата выполнения ещё не наступила: поставьте сегодняшнюю или более раннюю',
    clause: 'implementation',
    field: 'onDate',
  },
  markBeforeStart: {
    code: 'programmes.mark-before-start',
    kind: 'invalid',
    message: 'Дата выполнения раньше приказа о составе группы',
    clause: 'implementation',
    field: 'onDate',
  },
  resultNeeded: {
    code: 'programmes.result-needed',
    kind: 'invalid',
    message: 'Напишите результат мероприятия: он войдёт в информационную справку',
    clause: 'information-report',
    field: 'result',
  },
  reasonNeeded: {
    code: 'programmes.reason-needed',
    kind: 'invalid',
    message: 'Напишите, почему мероприятие выполнено не полностью или не выполнено',
    clause: 'information-report',
    field: 'reason',
  },
  cancelled: {
    code: 'programmes.cancelled',
    kind: 'conflict',
    message: 'Мероприятие отменено изменением программы',
    clause: 'amendment',
  },
  nothingChanged: {
    code: 'programmes.nothing-changed',
    kind: 'invalid',
    message: 'В изменении нет отличий от действующей версии: измените план или отзовите изменение',
    clause: 'amendment',
  },
} as const satisfies Record<string, Refusal | ((...facts: never[]) => Refusal)>;

/** The state after `event`, or a refusal that names the present state. */
export function nextState(state: ProgrammeState, event: ProgrammeEvent): Outcome<ProgrammeState> {
  const { from, to } = programmeEvents[event];
  return (from as readonly ProgrammeState[]).includes(state) ? ok(to) : refuse(refusals.wrongState(state));
}

/** One of the working group of a team, part I of the programme. */
export interface WorkingGroupMember {
  readonly fullName: string;
  readonly post: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly isLeader: boolean;
  readonly isContact: boolean;
}

/** Exactly one leader, and a contact person who can be reached (V-workgroup). */
export function checkWorkingGroup(team: string, members: readonly WorkingGroupMember[]): Outcome<true> {
  if (members.filter((member) => member.isLeader).length !== 1) return refuse(refusals.oneLeader(team));
  const reachable = members.some((member) => member.isContact && member.phones.length + member.emails.length > 0);
  return reachable ? ok(true) : refuse(refusals.contactPerson(team));
}

/** A theme inside an activity, with its own dates (D-P.themes). */
export interface Theme {
  readonly title: string;
  readonly dues: readonly Due[];
}

/** A row of the plan, part II of the programme. */
export interface Activity {
  readonly key: string;
  readonly stage: 1 | 2 | 3;
  readonly title: string;
  readonly transferForm: string | null;
  readonly due: Due | null;
  readonly responsible: readonly string[];
  readonly themes: readonly Theme[];
  readonly cancelled: boolean;
}

/** A whole version as the rules judge it before it is endorsed. */
export interface ProgrammeContent {
  readonly period: Period;
  readonly directions: readonly string[];
  readonly workingGroups: readonly { readonly team: string; readonly members: readonly WorkingGroupMember[] }[];
  readonly activities: readonly Activity[];
}

/**
 * Whether a version may be endorsed: term within the regulation (K-2.6), directions of the group (K-2.7), complete
 * working groups, and every activity with its transfer form (K-2.9), due date and responsible.
 */
export function checkComplete(
  content: ProgrammeContent,
  facts: { limits: TermLimits; groupDirections: readonly string[] },
): Outcome<true> {
  const period = checkPeriod(content.period, facts.limits);
  if (!period.ok) return period;
  const directions = checkDirections(content.directions, facts.groupDirections);
  if (!directions.ok) return directions;
  for (const { team, members } of content.workingGroups) {
    const complete = checkWorkingGroup(team, members);
    if (!complete.ok) return complete;
  }
  const live = content.activities.filter((activity) => !activity.cancelled);
  if (live.length === 0) return refuse(refusals.emptyPlan);
  for (const { title, transferForm, due, responsible } of live) {
    if (!transferForm) return refuse(refusals.noTransferForm(title));
    if (!due || due.kind === 'text') return refuse(refusals.noDue(title));
    if (responsible.length === 0) return refuse(refusals.noResponsible(title));
  }
  return ok(true);
}

/** The planned period is a term the regulation allows (K-2.6.term): at least `min` whole months, at most `max` begun. */
export function checkPeriod(period: Period, limits: TermLimits): Outcome<true> {
  const dayAfter = addDays(period.to, 1);
  const whole = isAfter(dayAfter, period.from) ? monthsBetween(period.from, dayAfter) : 0;
  const begun = isBefore(addMonths(period.from, whole), dayAfter) ? whole + 1 : whole;
  return whole >= limits.min && begun <= limits.max ? ok(true) : refuse(refusals.term(limits));
}

/** One or several directions, all of the group's (K-2.7). */
export function checkDirections(chosen: readonly string[], ofGroup: readonly string[]): Outcome<true> {
  if (chosen.length === 0) return refuse(refusals.noDirections);
  return chosen.every((key) => ofGroup.includes(key)) ? ok(true) : refuse(refusals.foreignDirection);
}

/** How far outside the period a date may lie before it is taken for a slip of the pen, in months. */
const slack = { before: 6, after: 3 };

/** Dates of an activity lie in the period of the programme or near it: 2072 for 2027 is a slip. */
export function checkDueWithin(title: string, due: Period | null, period: Period): Outcome<true> {
  if (!due) return ok(true);
  const tooEarly = isBefore(due.from, addMonths(period.from, -slack.before));
  const tooLate = isAfter(due.to, addMonths(period.to, slack.after));
  return tooEarly || tooLate ? refuse(refusals.dueOutside(title)) : ok(true);
}

/** Completion of an activity as the teams mark it. */
export const markStates = ['done', 'part', 'not-done'] as const;

export type MarkState = (typeof markStates)[number];

export const markNames: Readonly<Record<MarkState, string>> = {
  done: 'выполнено',
  part: 'выполнено частично',
  'not-done': 'не выполнено',
};

/** What must be known to accept a mark. `since` is the date of the order on the group's composition. */
export interface MarkFacts {
  readonly groupState: string;
  readonly cancelled: boolean;
  readonly since: IsoDate;
  readonly today: IsoDate;
}

/** A mark needs an approved programme, a possible date, a result where something was done and a reason where not. */
export function checkMark(
  mark: { state: MarkState; onDate: IsoDate; result: string; reason: string },
  facts: MarkFacts,
): Outcome<true> {
  if (facts.groupState === 'closed' || facts.groupState === 'dissolved') return refuse(refusals.markAfterEnd);
  if (facts.groupState !== 'running' && facts.groupState !== 'summing-up') return refuse(refusals.markBeforeApproval);
  if (facts.cancelled) return refuse(refusals.cancelled);
  if (isAfter(mark.onDate, facts.today)) return refuse(refusals.markInFuture);
  if (isBefore(mark.onDate, facts.since)) return refuse(refusals.markBeforeStart);
  if (mark.state !== 'not-done' && mark.result === '') return refuse(refusals.resultNeeded);
  if (mark.state !== 'done' && mark.reason === '') return refuse(refusals.reasonNeeded);
  return ok(true);
}

/** Figures of carrying out: numbers of activities and whole per cents of all live ones, computed and never typed. */
export interface Figures {
  readonly total: number;
  readonly done: number;
  readonly part: number;
  readonly notDone: number;
  readonly unmarked: number;
  readonly percentDone: number;
  readonly percentPart: number;
  readonly percentNotDone: number;
}

/** Counts marks of live activities; a mark that is absent counts as not carried out in the per cents (K-3.5.plan). */
export function figuresOf(marks: readonly (MarkState | null)[]): Figures {
  const total = marks.length;
  const count = (state: MarkState | null): number => marks.filter((mark) => mark === state).length;
  const done = count('done');
  const part = count('part');
  const percent = (number: number): number => (total === 0 ? 0 : Math.round((number * 100) / total));
  const percentDone = percent(done);
  const percentPart = percent(part);
  return {
    total,
    done,
    part,
    notDone: count('not-done'),
    unmarked: count(null),
    percentDone,
    percentPart,
    percentNotDone: total === 0 ? 0 : Math.max(0, 100 - percentDone - percentPart),
  };
}
