import { formatDate, type IsoDate } from '#kernel/dates.ts';
import { countOf } from '#kernel/plural.ts';
import type { Refusal } from '#kernel/refusal.ts';
import { finalNames, informationNames, type FinalState, type InformationState } from './rules.states.ts';

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
  unansweredStatements: (statements: readonly { readonly key: string; readonly text: string }[]): Refusal => ({
    code: 'reports.unanswered-statement',
    kind: 'invalid',
    message: 'Оцените каждое утверждение',
    clause: 'criteria-relations',
    fields: Object.fromEntries(statements.map(({ key, text }) => [`scores.${key}`, `Выберите ответ: «${text}»`])),
  }),
  unansweredDirection: (index: number): Refusal => ({
    code: 'reports.unanswered-direction',
    kind: 'invalid',
    message: 'Оцените затруднения по каждому направлению программы',
    clause: 'supervision',
    field: `answers[${index}].difficulty`,
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
  presentedBeforeStart: (startsOn: IsoDate): Refusal => ({
    code: 'reports.presented-before-start',
    kind: 'invalid',
    message: `Результаты не могли быть представлены до начала работы группы, ${formatDate(startsOn)}`,
    clause: 'summing-up',
    field: 'presentedOn',
  }),
  documentBroken: (line: number, message: string): Refusal => ({
    code: 'reports.document-broken',
    kind: 'conflict',
    message: `Текст документа в положении не собирается, строка ${line}: ${message}`,
    clause: 'documents',
  }),
} as const satisfies Record<string, Refusal | ((...facts: never[]) => Refusal)>;
