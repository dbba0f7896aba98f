import { formatDate, type IsoDate } from '#kernel/dates.ts';
import type { Refusal } from '#kernel/refusal.ts';
import { formatLimits, type TermLimits } from '#kernel/term.ts';
import { stateNames, type GroupState } from './rules.ts';

const refusal = (code: string, kind: Refusal['kind'], clause: Refusal['clause'], message: string, field?: string) =>
  ({ code: `groups.${code}`, kind, clause, message, ...(field ? { field } : {}) }) satisfies Refusal;

/** The refusals of groups: the one place of their texts. */
export const refusals = {
  illegal: (state: GroupState) =>
    refusal('illegal', 'conflict', 'form-groups', `Сейчас это невозможно: состояние группы — «${stateNames[state]}»`),
  conflict: refusal(
    'conflict',
    'conflict',
    'platform-conflict',
    'Пока страница была открыта, группу изменили. Обновите страницу и повторите',
  ),
  forbidden: {
    operator: refusal('operator-only', 'forbidden', 'form-groups', 'Это делает региональный оператор'),
    coordinator: refusal('coordinator-only', 'forbidden', 'replacement', 'Служебную записку пишет координатор группы'),
    head: refusal(
      'head-only',
      'forbidden',
      'consent',
      'Согласие даёт руководитель организации, чья команда входит в группу',
    ),
    developing: refusal(
      'developing-only',
      'forbidden',
      'extension',
      'О продлении просит руководитель развивающейся команды',
    ),
    applicant: refusal(
      'applicant-only',
      'forbidden',
      'group-by-application',
      'Заявку подаёт руководитель развивающейся команды',
    ),
    participants: refusal(
      'participants-only',
      'forbidden',
      'help',
      'С вопросом обращаются участники группы и её координатор',
    ),
    teams: refusal('teams-only', 'forbidden', 'group-term', 'Это делают команды группы или региональный оператор'),
  },

  // forming
  noCycle: refusal(
    'no-cycle',
    'conflict',
    'milestones',
    'Сейчас нет открытого цикла: группы формируют после его начала',
  ),
  noTeams: refusal('no-teams', 'invalid', 'form-groups', 'Выберите опытную и развивающуюся команды', 'experienced'),
  notRegistered: (name: string, field: string) =>
    refusal('not-registered', 'invalid', 'registry', `Команды «${name}» нет в реестре этого цикла`, field),
  wrongStanding: (name: string, field: string) =>
    refusal('wrong-standing', 'invalid', 'standing', `Команда «${name}» заявлена в реестре в другой роли`, field),
  noSharedDirection: refusal(
    'no-shared-direction',
    'invalid',
    'form-groups',
    'У команд нет общего направления: опытная передаёт то, в чём развивающаяся испытывает затруднения',
    'directions',
  ),
  foreignDirection: refusal(
    'foreign-direction',
    'invalid',
    'form-groups',
    'Выберите направления, общие для опытной и развивающейся команд',
    'directions',
  ),
  teamWithoutDirection: (name: string) =>
    refusal(
      'team-without-direction',
      'invalid',
      'form-groups',
      `У команды «${name}» нет ни одного из выбранных направлений`,
      'directions',
    ),
  manyOnlyByOperator: refusal(
    'many-to-many',
    'invalid',
    'many-to-many',
    'Несколько команд присоединяют только по решению регионального оператора',
    'experienced',
  ),
  manyNotDecided: (names: string) =>
    refusal(
      'many-not-decided',
      'invalid',
      'many-to-many',
      `Команда уже состоит в группе или команд больше двух (${names}): подтвердите решение оператора`,
      'manyToMany',
    ),
  alreadyInGroup: refusal(
    'already-in-group',
    'conflict',
    'many-to-many',
    'Ваша команда уже состоит в менторской группе: вторую группу формирует региональный оператор',
  ),
  experiencedBusy: (name: string) =>
    refusal(
      'experienced-busy',
      'conflict',
      'many-to-many',
      `Команда «${name}» уже ведёт группу: ещё одну команду присоединяет региональный оператор`,
      'experienced',
    ),
  term: (limits: TermLimits) =>
    refusal('term', 'invalid', 'term', `Срок менторства — ${formatLimits(limits)}`, 'termMonths'),
  noTermGround: refusal(
    'no-term-ground',
    'invalid',
    'term',
    'Напишите, почему выбран такой срок: от него зависит степень затруднений команды',
    'termGround',
  ),

  // consent
  alreadyAnswered: refusal('already-answered', 'conflict', 'consent', 'Ответ вашей организации уже записан'),
  notAsked: refusal('not-asked', 'conflict', 'consent', 'Согласие вашей организации сейчас не требуется'),
  noReason: refusal('no-reason', 'invalid', 'consent', 'Напишите причину отказа', 'reason'),
  notAgreed: refusal('not-agreed', 'conflict', 'consent', 'Приказ издают после согласия всех команд группы'),

  // orders
  foreignCoordinator: (whose: string) =>
    refusal(
      'foreign-coordinator',
      'invalid',
      'coordinator',
      `Координатором назначают сотрудника: ${whose}`,
      'coordinatorId',
    ),
  numberTaken: (number: string, next: string) =>
    refusal(
      'number-taken',
      'conflict',
      'orders-register',
      `Приказ № ${number} в этом году уже есть. Следующий свободный номер — ${next}`,
      'number',
    ),
  orderInFuture: refusal('order-in-future', 'invalid', 'orders-register', 'Дата приказа ещё не наступила', 'datedOn'),
  orderNeeded: refusal('order-needed', 'invalid', 'orders-register', 'Укажите номер и дату приказа', 'number'),
  tooManyToPrint: (limit: number) =>
    refusal(
      'too-many-to-print',
      'invalid',
      'orders-register',
      `На бумагу выводится не больше ${limit} приказов: отберите год или вид приказа или скачайте XLSX`,
    ),
  documentBroken: (line: number, message: string) =>
    refusal(
      'document-broken',
      'conflict',
      'documents',
      `Текст документа в положении не собирается (строка ${line}): ${message}`,
    ),

  // beside the line
  alreadyExtended: refusal(
    'already-extended',
    'conflict',
    'extension',
    'Менторство уже продлевали: второе продление не предусмотрено',
  ),
  extensionTooLong: (limit: number) =>
    refusal('extension-too-long', 'invalid', 'extension', `Продлить можно на срок от 1 до ${limit} месяцев`, 'months'),
  extensionEarly: (from: IsoDate) =>
    refusal(
      'extension-early',
      'conflict',
      'extension',
      `Менторство продлевают по истечении срока: приказ можно издать с ${formatDate(from)}`,
    ),
  extendFinishedEarly: refusal(
    'extend-finished-early',
    'conflict',
    'extension',
    'Группа завершена досрочно, продлевать нечего',
  ),
  requestOpen: refusal('request-open', 'conflict', 'extension', 'Просьба о продлении уже на рассмотрении'),
  requestGone: refusal('request-gone', 'conflict', 'extension', 'Просьба уже рассмотрена'),
  notFinished: (open: number) =>
    refusal(
      'not-finished',
      'conflict',
      'early-finish',
      open > 0
        ? `Досрочно завершают, когда программа выполнена: не выполнено мероприятий — ${open}`
        : 'Досрочно завершают, когда программа выполнена: в ней ещё нет мероприятий',
    ),
  finishDate: (from: IsoDate, to: IsoDate) =>
    refusal(
      'finish-date',
      'invalid',
      'early-finish',
      `Дата завершения — от ${formatDate(from)} до ${formatDate(to)}`,
      'finishedOn',
    ),
  termNotEnded: (endsOn: IsoDate | null) =>
    refusal(
      'term-not-ended',
      'conflict',
      'group-term',
      endsOn ? `Срок менторства ещё идёт: он заканчивается ${formatDate(endsOn)}` : 'Срок менторства ещё не начался',
    ),
  termOver: refusal('term-over', 'conflict', 'group-term', 'Срок менторства уже истёк: подводите итоги'),
  memoOpen: refusal('memo-open', 'conflict', 'replacement', 'Служебная записка о замене уже на рассмотрении'),
  memoGone: refusal('memo-gone', 'conflict', 'replacement', 'Служебная записка уже рассмотрена'),
  noMemo: refusal(
    'no-memo',
    'conflict',
    'replacement',
    'Команду заменяют приказом ректора на основании служебной записки координатора',
  ),
  noExplanation: refusal('no-explanation', 'invalid', 'replacement', 'Опишите обстоятельства замены', 'explanation'),
  notInGroup: refusal('not-in-group', 'invalid', 'replacement', 'Выберите команду этой группы', 'leavingTeamId'),
  joiningInGroup: refusal(
    'joining-in-group',
    'invalid',
    'replacement',
    'Эта команда уже состоит в группе',
    'joiningTeamId',
  ),
  joiningStanding: refusal(
    'joining-standing',
    'invalid',
    'replacement',
    'Опытную команду заменяют опытной, развивающуюся — развивающейся',
    'joiningTeamId',
  ),
  joiningDirection: refusal(
    'joining-direction',
    'invalid',
    'replacement',
    'У новой команды нет ни одного направления группы',
    'joiningTeamId',
  ),
  joiningNotConsented: refusal(
    'joining-not-consented',
    'conflict',
    'consent',
    'Приказ о замене издают после согласия руководителя новой команды',
  ),
  emptyGround: refusal('empty-ground', 'invalid', 'dissolution', 'Напишите основание', 'reason'),

  // consultations
  emptyQuestion: refusal('empty-question', 'invalid', 'help', 'Напишите вопрос', 'body'),
  consultationClosed: refusal('consultation-closed', 'conflict', 'help', 'Обращение закрыто'),
  ownAnswer: refusal('own-answer', 'forbidden', 'help', 'На обращение отвечает региональный оператор'),
};
