import type { Refusal } from '#kernel/refusal.ts';
import { directionsLimit, stateNames, type TeamStanding, type TeamState } from './rules.states.ts';

/** The registry's refusals: the one place of their texts. */
export const refusals = {
  illegal: (state: TeamState): Refusal => ({
    code: 'registry.illegal',
    kind: 'conflict',
    message: `Действие невозможно: заявка ${stateNames[state]}`,
    clause: 'registry',
  }),
  stale: (theirs: unknown): Refusal => ({
    code: 'registry.stale',
    kind: 'conflict',
    message: 'Пока вы заполняли форму, заявку изменили. Сравните и сохраните ещё раз',
    clause: 'platform-conflict',
    theirs,
  }),
  noCycle: {
    code: 'registry.no-cycle',
    kind: 'conflict',
    message: 'Сейчас нет открытого цикла: команды заявляют после его начала',
    clause: 'milestones',
  } satisfies Refusal,
  nothingEntered: {
    code: 'registry.nothing-entered',
    kind: 'invalid',
    message: 'Заполните хотя бы одну строку: организацию и вид команды',
    clause: 'participants-form',
    field: 'rows[0].organisation',
  } satisfies Refusal,
  unknownOrganisation: {
    code: 'registry.unknown-organisation',
    kind: 'invalid',
    message: 'В муниципалитете нет такой организации: выберите из списка или укажите вид новой организации',
    clause: 'municipal-information',
    field: 'organisation',
  } satisfies Refusal,
  ambiguousOrganisation: {
    code: 'registry.ambiguous-organisation',
    kind: 'invalid',
    message: 'Организаций с таким названием несколько: выберите по полному наименованию',
    clause: 'municipal-information',
    field: 'organisation',
  } satisfies Refusal,
  closedOrganisation: {
    code: 'registry.closed-organisation',
    kind: 'invalid',
    message: 'Организация закрыта',
    clause: 'registry',
    field: 'organisation',
  } satisfies Refusal,
  kindNotAdmitted: (kindTitle: string, year: number): Refusal => ({
    code: 'registry.kind-not-admitted',
    kind: 'invalid',
    message: `В цикле ${year} года организации этого вида (${kindTitle}) ещё не участвуют`,
    clause: 'organisation-kinds',
    field: 'organisation',
  }),
  twice: {
    code: 'registry.twice',
    kind: 'conflict',
    message: 'Команда этой организации уже заявлена в цикле: одна организация — одна команда',
    clause: 'registry',
    field: 'organisation',
  } satisfies Refusal,
  twiceInForm: {
    code: 'registry.twice-in-form',
    kind: 'invalid',
    message: 'Эта организация уже есть в форме выше: одна организация — одна команда',
    clause: 'registry',
    field: 'organisation',
  } satisfies Refusal,
  unseenTeam: {
    code: 'registry.unseen-team',
    kind: 'conflict',
    message: 'У этой организации уже есть заявка, и она отличается: откройте форму ещё раз и сверьте, что изменится',
    clause: 'platform-conflict',
    field: 'organisation',
  } satisfies Refusal,
  noHead: {
    code: 'registry.no-head',
    kind: 'invalid',
    message: 'Укажите руководителя организации: должность, фамилию, имя и отчество',
    clause: 'participants-form',
    field: 'head.fullName',
  } satisfies Refusal,
  badName: (reason: string): Refusal => ({
    code: 'registry.bad-name',
    kind: 'invalid',
    message: reason,
    clause: 'platform-input',
    field: 'head.fullName',
  }),
  unknownGender: {
    code: 'registry.unknown-gender',
    kind: 'invalid',
    message: 'По имени не понять пол, а он нужен для склонения в документах: выберите',
    clause: 'platform-input',
    field: 'head.gender',
  } satisfies Refusal,
  headWithoutContacts: {
    code: 'registry.head-without-contacts',
    kind: 'invalid',
    message: 'Укажите телефон и электронную почту руководителя',
    clause: 'participants-form',
    field: 'head.phones',
  } satisfies Refusal,
  noDirections: (standing: TeamStanding): Refusal => ({
    code: 'registry.no-directions',
    kind: 'invalid',
    message:
      standing === 'experienced'
        ? 'Выберите направления, по которым команда готова передать опыт, или добавьте своё'
        : 'Выберите направления, в которых команде нужна помощь, или добавьте своё',
    clause: 'standing',
    field: 'directions',
  }),
  tooManyToPrint: (limit: number): Refusal => ({
    code: 'registry.too-many-to-print',
    kind: 'invalid',
    message: `На бумагу выводится не больше ${limit} команд: отберите муниципалитет или скачайте XLSX`,
    clause: 'platform-input',
  }),
  documentBroken: (line: number, message: string): Refusal => ({
    code: 'registry.document-broken',
    kind: 'conflict',
    message: `Текст документа в положении не собирается (строка ${line}): ${message}`,
    clause: 'documents',
  }),
  tooManyDirections: {
    code: 'registry.too-many-directions',
    kind: 'invalid',
    message: `Направлений не больше ${directionsLimit}: выберите главные`,
    clause: 'directions',
    field: 'directions',
  } satisfies Refusal,
  unknownDirection: {
    code: 'registry.unknown-direction',
    kind: 'invalid',
    message: 'Такого направления нет в положении: добавьте его как своё',
    clause: 'directions',
    field: 'directions',
  } satisfies Refusal,
  quotaFull: (standing: TeamStanding, places: number): Refusal => ({
    code: 'registry.quota-full',
    kind: 'conflict',
    message:
      places === 0
        ? 'Для этой территории мест в цикле не предусмотрено'
        : `Все места территории заняты: ${standing === 'experienced' ? 'опытных' : 'развивающихся'} команд — не больше ${places}`,
    clause: 'quota',
    field: 'standing',
  }),
  notManagement: {
    code: 'registry.not-management',
    kind: 'invalid',
    message: 'В команду входят руководитель, его заместители и руководители подразделений',
    clause: 'team',
    field: 'members',
  } satisfies Refusal,
  memberTwice: {
    code: 'registry.member-twice',
    kind: 'invalid',
    message: 'Этот человек уже есть в команде',
    clause: 'team',
    field: 'members',
  } satisfies Refusal,
  foreignMember: {
    code: 'registry.foreign-member',
    kind: 'invalid',
    message: 'Этот человек не работает в организации команды',
    clause: 'team',
    field: 'members',
  } satisfies Refusal,
  incompleteMember: {
    code: 'registry.incomplete-member',
    kind: 'invalid',
    message: 'Укажите фамилию, имя, должность и кто это: заместитель или руководитель подразделения',
    clause: 'team',
    field: 'members',
  } satisfies Refusal,
  noEvidence: {
    code: 'registry.no-evidence',
    kind: 'invalid',
    message: 'Опытную команду вносят в реестр с описанием результатов и хотя бы одним подтверждением',
    clause: 'experienced-evidence',
  } satisfies Refusal,
  noAssessment: {
    code: 'registry.no-assessment',
    kind: 'invalid',
    message: 'Развивающуюся команду вносят в реестр после самооценки затруднений по каждому её направлению',
    clause: 'supervision',
  } satisfies Refusal,
  emptyAssessment: {
    code: 'registry.empty-assessment',
    kind: 'invalid',
    message: 'Отметьте степень затруднений по каждому направлению',
    clause: 'supervision',
  } satisfies Refusal,
  noDifficulty: {
    code: 'registry.no-difficulty',
    kind: 'invalid',
    message: 'Развивающейся команде помогают там, где есть затруднения: отметьте их хотя бы в одном направлении',
    clause: 'standing',
  } satisfies Refusal,
  noRemarks: {
    code: 'registry.no-remarks',
    kind: 'invalid',
    message: 'Напишите, что исправить: без замечаний заявку не возвращают',
    clause: 'registry',
    field: 'remarks',
  } satisfies Refusal,
  noReason: {
    code: 'registry.no-reason',
    kind: 'invalid',
    message: 'Напишите причину отзыва',
    clause: 'registry',
    field: 'reason',
  } satisfies Refusal,
  inGroup: {
    code: 'registry.in-group',
    kind: 'conflict',
    message: 'Команда состоит в менторской группе: сначала замените её в группе или завершите группу',
    clause: 'replacement',
  } satisfies Refusal,
  notOpen: (state: TeamState): Refusal => ({
    code: 'registry.not-open',
    kind: 'conflict',
    message:
      state === 'submitted'
        ? 'Заявка подана: изменить её можно, когда оператор вернёт её с замечаниями'
        : `Заявка ${stateNames[state]}: чтобы изменить сведения, отзовите её и заявите команду снова`,
    clause: 'registry',
  }),
  emptyEvidence: {
    code: 'registry.empty-evidence',
    kind: 'invalid',
    message: 'Приложите файл или дайте ссылку на подтверждение',
    clause: 'experienced-evidence',
    field: 'file',
  } satisfies Refusal,
  badLink: {
    code: 'registry.bad-link',
    kind: 'invalid',
    message: 'Ссылка начинается с http:// или https://',
    clause: 'platform-input',
    field: 'link',
  } satisfies Refusal,
  tooFewToCompare: {
    code: 'registry.too-few-to-compare',
    kind: 'invalid',
    message: 'Для сравнения отметьте от двух до четырёх команд',
    clause: 'registry',
  } satisfies Refusal,
} as const;
