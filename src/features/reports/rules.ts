import { refuse, type Outcome, type Refusal } from '#kernel/refusal.ts';
import { countOf } from '#kernel/plural.ts';
import { ok } from '#kernel/result.ts';

/** States of a developing team's information report. */
export const informationStates = ['draft', 'submitted'] as const;
export type InformationState = (typeof informationStates)[number];

/** What may happen to an information report. Equal to the database's `information-report` rows. */
export const informationEvents = {
  submit: { from: ['draft'], to: 'submitted' },
  reopen: { from: ['submitted'], to: 'draft' },
} as const satisfies Record<string, { from: readonly InformationState[]; to: InformationState }>;

/** States of the group's final report. */
export const finalStates = ['draft', 'sent', 'returned', 'accepted', 'received'] as const;
export type FinalState = (typeof finalStates)[number];

/** What may happen to a final report. Equal to the database's `final-report` rows. */
export const finalEvents = {
  send: { from: ['draft', 'returned'], to: 'sent' },
  return: { from: ['sent'], to: 'returned' },
  accept: { from: ['sent'], to: 'accepted' },
  receive: { from: ['accepted'], to: 'received' },
} as const satisfies Record<string, { from: readonly FinalState[]; to: FinalState }>;

export type FinalEvent = keyof typeof finalEvents;

export const informationNames: Readonly<Record<InformationState, string>> = {
  draft: 'готовится',
  submitted: 'представлена',
};

export const finalNames: Readonly<Record<FinalState, string>> = {
  draft: 'готовится',
  sent: 'направлен куратору',
  returned: 'возвращён с замечаниями',
  accepted: 'принят куратором',
  received: 'получен координатором',
};

/** Every refusal of the summing-up, in one place. */
export const refusals = {
  tooEarly: {
    code: 'reports.too-early',
    kind: 'conflict',
    message: 'Отчёты готовят после окончания срока программы или досрочного завершения',
    clause: 'summing-up',
  },
  finished: {
    code: 'reports.finished',
    kind: 'conflict',
    message: 'Итоги группы подведены, отчёты больше не меняются',
    clause: 'summing-up',
  },
  informationState: (state: InformationState): Refusal => ({
    code: 'reports.information-state',
    kind: 'conflict',
    message: `Информационная справка уже ${informationNames[state]}. Обновите страницу`,
    clause: 'information-report',
  }),
  finalState: (state: FinalState): Refusal => ({
    code: 'reports.final-state',
    kind: 'conflict',
    message: `Сейчас это сделать нельзя: итоговый отчёт ${finalNames[state]}. Обновите страницу`,
    clause: 'final-report',
  }),
  stale: (theirs: unknown): Refusal => ({
    code: 'reports.stale',
    kind: 'conflict',
    message: 'Пока вы писали, коллега сохранил свою версию. Сравните обе и выберите, что оставить',
    clause: 'platform-conflict',
    theirs,
  }),
  unmarked: (count: number): Refusal => ({
    code: 'reports.unmarked',
    kind: 'invalid',
    message: `Сначала отметьте выполнение: без отметки ${countOf(count, 'мероприятие', 'мероприятия', 'мероприятий')}`,
    clause: 'criteria-plan',
  }),
  noConclusions: {
    code: 'reports.no-conclusions',
    kind: 'invalid',
    message: 'Напишите общие выводы: без них справку не представляют',
    clause: 'information-report',
    field: 'conclusions',
  },
  noExitSupervision: {
    code: 'reports.no-exit-supervision',
    kind: 'invalid',
    message: 'Сначала заполните супервизию «на выходе»: с ней сравнивается начало работы',
    clause: 'supervision',
  },
  informationFirst: (teams: string): Refusal => ({
    code: 'reports.information-first',
    kind: 'conflict',
    message: `Итоговый отчёт составляют по информационной справке: её ещё не представили ${teams}`,
    clause: 'final-report',
  }),
  noAssessment: {
    code: 'reports.no-assessment',
    kind: 'invalid',
    message: 'Оцените выполнение программы: без оценки отчёт не направляют',
    clause: 'final-report',
    field: 'assessment',
  },
  noDynamics: {
    code: 'reports.no-dynamics',
    kind: 'invalid',
    message: 'Опишите, что изменилось в работе развивающейся команды',
    clause: 'criteria-dynamics',
    field: 'dynamics',
  },
  noCriticalAnalysis: {
    code: 'reports.no-critical-analysis',
    kind: 'invalid',
    message: 'Сначала напишите критический анализ работы опытной команды — супервизию «на выходе»',
    clause: 'supervision',
  },
  surveyMissing: (teams: string): Refusal => ({
    code: 'reports.survey-missing',
    kind: 'invalid',
    message: `На вопросы об отношениях в группе ещё не ответили: ${teams}`,
    clause: 'criteria-relations',
  }),
  noRemarks: {
    code: 'reports.no-remarks',
    kind: 'invalid',
    message: 'Напишите, что исправить: без замечаний отчёт не возвращают',
    clause: 'control',
    field: 'remarks',
  },
  unansweredStatement: (key: string): Refusal => ({
    code: 'reports.unanswered-statement',
    kind: 'invalid',
    message: 'Оцените каждое утверждение',
    clause: 'criteria-relations',
    field: `scores.${key}`,
  }),
  unansweredDirection: (key: string): Refusal => ({
    code: 'reports.unanswered-direction',
    kind: 'invalid',
    message: 'Оцените затруднения по каждому направлению программы',
    clause: 'supervision',
    field: `answers.${key}`,
  }),
  foreignMunicipality: {
    code: 'reports.foreign-municipality',
    kind: 'forbidden',
    message: 'Отчёт принимает куратор муниципалитета, в котором работает развивающаяся команда',
    clause: 'control',
  },
  presentedInFuture: {
    code: 'reports.presented-in-future',
    kind: 'invalid',
    message: 'Дата представления результатов ещё не наступила',
    clause: 'summing-up',
    field: 'presentedOn',
  },
} as const satisfies Record<string, Refusal | ((...facts: never[]) => Refusal)>;

/** The state of an information report after `event`, or a refusal. */
export function nextInformation(state: InformationState, event: keyof typeof informationEvents): Outcome<InformationState> {
  const { from, to } = informationEvents[event];
  return (from as readonly InformationState[]).includes(state) ? ok(to) : refuse(refusals.informationState(state));
}

/** The state of a final report after `event`, or a refusal. */
export function nextFinal(state: FinalState, event: FinalEvent): Outcome<FinalState> {
  const { from, to } = finalEvents[event];
  return (from as readonly FinalState[]).includes(state) ? ok(to) : refuse(refusals.finalState(state));
}

/** Reports belong to the summing-up: not before the end of the term, not after the group is closed. */
export function checkSummingUp(groupState: string): Outcome<true> {
  if (groupState === 'summing-up') return ok(true);
  return refuse(groupState === 'closed' || groupState === 'dissolved' ? refusals.finished : refusals.tooEarly);
}

/** What must be there before an information report is submitted (D-A.report, K-3.5). */
export function checkInformation(facts: {
  readonly unmarked: number;
  readonly exitSupervised: boolean;
  readonly conclusions: string;
}): Outcome<true> {
  if (facts.unmarked > 0) return refuse(refusals.unmarked(facts.unmarked));
  if (!facts.exitSupervised) return refuse(refusals.noExitSupervision);
  return facts.conclusions ? ok(true) : refuse(refusals.noConclusions);
}

/** What must be there before the final report goes to the curator (D-A.final, K-3.5, V-supervision). */
export function checkFinal(facts: {
  readonly awaitedInformation: readonly string[];
  readonly analysed: boolean;
  readonly silentTeams: readonly string[];
  readonly assessment: string;
  readonly dynamics: string;
}): Outcome<true> {
  if (facts.awaitedInformation.length > 0) return refuse(refusals.informationFirst(facts.awaitedInformation.join(', ')));
  if (!facts.analysed) return refuse(refusals.noCriticalAnalysis);
  if (facts.silentTeams.length > 0) return refuse(refusals.surveyMissing(facts.silentTeams.join(', ')));
  if (!facts.assessment) return refuse(refusals.noAssessment);
  return facts.dynamics ? ok(true) : refuse(refusals.noDynamics);
}

/** Difficulty at entry and at exit of one direction; 0 is none, 3 is great. */
export interface Dynamics {
  readonly key: string;
  readonly title: string;
  readonly entry: number | null;
  readonly exit: number | null;
  readonly change: 'better' | 'same' | 'worse' | 'unknown';
}

/** Entry and exit self-assessment compared, direction by direction (K-3.5.dynamics). */
export function compareSupervision(
  directions: readonly { readonly key: string; readonly title: string }[],
  entry: ReadonlyMap<string, number>,
  exit: ReadonlyMap<string, number>,
): Dynamics[] {
  return directions.map(({ key, title }) => {
    const before = entry.get(key) ?? null;
    const after = exit.get(key) ?? null;
    return { key, title, entry: before, exit: after, change: changeOf(before, after) };
  });
}

function changeOf(before: number | null, after: number | null): Dynamics['change'] {
  if (before === null || after === null) return 'unknown';
  if (after < before) return 'better';
  return after === before ? 'same' : 'worse';
}

/** Mean scores of a survey by statement, one decimal; personal answers stay with those who gave them. */
export function meanScores(
  statements: readonly string[],
  answers: readonly Readonly<Record<string, number>>[],
): Record<string, number | null> {
  return Object.fromEntries(
    statements.map((key) => {
      const given = answers.flatMap((scores) => scores[key] ?? []);
      const sum = given.reduce((total, score) => total + score, 0);
      return [key, given.length === 0 ? null : Math.round((sum * 10) / given.length) / 10];
    }),
  );
}
