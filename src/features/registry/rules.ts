import type { IsoDate } from '#kernel/dates.ts';
import { refuse, type Outcome, type Refusal } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { foldText } from '#kernel/text.ts';

/** What a team is in a cycle: one that hands its practice on, or one that is helped. */
export const teamStandings = ['experienced', 'developing'] as const;
export type TeamStanding = (typeof teamStandings)[number];

export const teamStates = ['draft', 'submitted', 'returned', 'registered', 'withdrawn'] as const;
export type TeamState = (typeof teamStates)[number];

export type TeamEvent = 'submit' | 'register' | 'return' | 'withdraw';

/** The one table of transitions; the database holds the same (`legal_transition`, machine `team`). */
export const teamTransitions: readonly { event: TeamEvent; from: TeamState; to: TeamState }[] = [
  { event: 'submit', from: 'draft', to: 'submitted' },
  { event: 'submit', from: 'returned', to: 'submitted' },
  { event: 'register', from: 'submitted', to: 'registered' },
  { event: 'return', from: 'submitted', to: 'returned' },
  { event: 'withdraw', from: 'draft', to: 'withdrawn' },
  { event: 'withdraw', from: 'submitted', to: 'withdrawn' },
  { event: 'withdraw', from: 'returned', to: 'withdrawn' },
  { event: 'withdraw', from: 'registered', to: 'withdrawn' },
];

/** States in which the team's form may be changed by whoever entered it. */
const open: readonly TeamState[] = ['draft', 'returned'];

/** States that hold a place of the quota: a returned team keeps its place, a draft and a withdrawn one have none. */
const placed: readonly TeamState[] = ['submitted', 'returned', 'registered'];

/** Words of the registry, as the interface says them. */
export const standingNames: Readonly<Record<TeamStanding, string>> = {
  experienced: 'опытная',
  developing: 'развивающаяся',
};
export const stateNames: Readonly<Record<TeamState, string>> = {
  draft: 'черновик',
  submitted: 'подана',
  returned: 'возвращена',
  registered: 'в реестре',
  withdrawn: 'отозвана',
};

/** How hard a direction is for a team by its own judgement; the words of the scale belong to the regulation. */
export const difficulties = [0, 1, 2, 3] as const;
export type Difficulty = (typeof difficulties)[number];

/** Management staff (K-1.7): the head, deputy heads, heads of units. */
export const managementCategories = ['head', 'deputy-head', 'unit-head'] as const;
export type ManagementCategory = (typeof managementCategories)[number];
export const categoryNames: Readonly<Record<ManagementCategory, string>> = {
  head: 'руководитель организации',
  'deputy-head': 'заместитель руководителя',
  'unit-head': 'руководитель подразделения',
};

/** What the rules look at in a team. */
export interface TeamFacts {
  readonly id: string;
  readonly cycleId: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly municipalityId: string;
  readonly path: string;
  readonly regionId: string;
  readonly standing: TeamStanding;
  readonly state: TeamState;
  readonly headHasPhone: boolean;
  readonly headHasEmail: boolean;
  readonly directionKeys: readonly string[];
  readonly memberCategories: readonly string[];
  readonly results: string;
  readonly evidenceCount: number;
  readonly assessedKeys: readonly string[];
  readonly groupCount: number;
  readonly revision: number;
}

/** A direction as it is typed: a code of the regulation, or the team's own words. */
export interface DirectionChoice {
  readonly key: string;
  readonly code: string | null;
  readonly title: string;
  readonly statement: string;
}

/** Longest list of directions a team may name: the paper form has room for a few, not for all. */
export const directionsLimit = 8;

/** The key of a team's own direction: the same words in another case are the same direction. */
export function ownDirectionKey(title: string): string {
  return `own:${folded(title)}`;
}

function folded(title: string): string {
  return title.toLocaleLowerCase('ru').replaceAll('ё', 'е').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

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
    message: `Заявка ${stateNames[state]}, менять её нельзя: попросите вернуть её на исправление`,
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

/** The state after `event`, or a refusal naming the state that does not allow it. */
export function nextState(state: TeamState, event: TeamEvent): Outcome<TeamState> {
  const found = teamTransitions.find((row) => row.event === event && row.from === state);
  return found ? ok(found.to) : refuse(refusals.illegal(state));
}

/** Whether a team in this state holds a place of its territory's quota. */
export function holdsPlace(state: TeamState): boolean {
  return placed.includes(state);
}

/** Whether the form may still be changed. */
export function mayBeEdited(state: TeamState): Outcome<true> {
  return open.includes(state) ? ok(true) : refuse(refusals.notOpen(state));
}

/** Whether evidence and self-assessment may still be added: until the team leaves the cycle. */
export function mayBeSupplemented(state: TeamState): Outcome<true> {
  return state === 'withdrawn' ? refuse(refusals.illegal(state)) : ok(true);
}

/** Everything a submitted form must hold (D-F.form, K-1.7): the first lack is named beside its field. */
export function submitTeam(team: TeamFacts): Outcome<TeamState> {
  const next = nextState(team.state, 'submit');
  if (!next.ok) return next;
  if (team.directionKeys.length === 0) return refuse(refusals.noDirections(team.standing));
  if (team.directionKeys.length > directionsLimit) return refuse(refusals.tooManyDirections);
  if (!team.headHasPhone || !team.headHasEmail) return refuse(refusals.headWithoutContacts);
  return next;
}

/** What registration still lacks: evidence of an experienced team (K-3.2), self-assessment of a developing one. */
export function registrationLack(team: TeamFacts): Refusal | null {
  if (team.standing === 'experienced') {
    return team.results.trim() === '' || team.evidenceCount === 0 ? refusals.noEvidence : null;
  }
  return team.directionKeys.every((key) => team.assessedKeys.includes(key)) ? null : refusals.noAssessment;
}

/** The operator enters the team into the registry (K-2.2, K-3.2). */
export function registerTeam(team: TeamFacts): Outcome<TeamState> {
  const next = nextState(team.state, 'register');
  if (!next.ok) return next;
  const lack = registrationLack(team);
  return lack ? refuse(lack) : next;
}

/** The operator returns the form with remarks. */
export function returnTeam(team: TeamFacts, remarks: string): Outcome<TeamState> {
  const next = nextState(team.state, 'return');
  if (!next.ok) return next;
  return remarks.trim() === '' ? refuse(refusals.noRemarks) : next;
}

/** A draft is withdrawn freely; anything submitted needs a reason; a team that works in a group stays. */
export function withdrawTeam(team: TeamFacts, reason: string): Outcome<TeamState> {
  const next = nextState(team.state, 'withdraw');
  if (!next.ok) return next;
  if (team.groupCount > 0) return refuse(refusals.inGroup);
  if (team.state !== 'draft' && reason.trim() === '') return refuse(refusals.noReason);
  return next;
}

/** The organisation of the municipality meant by a typed name, full or short; null when there is none such. */
export function matchOrganisation<Choice extends { name: string; shortName: string }>(
  typed: string,
  choices: readonly Choice[],
): Outcome<Choice | null> {
  const wanted = foldText(typed);
  const exact = choices.filter((one) => foldText(one.name) === wanted);
  if (exact.length === 1) return ok(exact[0]!);
  const short = choices.filter((one) => foldText(one.shortName) === wanted);
  if (exact.length + short.length > 1) return refuse(refusals.ambiguousOrganisation);
  return ok(short[0] ?? null);
}

/** Checks typed directions against the regulation and gives each its key; repeats are dropped. */
export function chooseDirections(
  typed: { codes: readonly string[]; own: readonly string[]; statements: Readonly<Record<string, string>> },
  known: readonly { code: string; title: string; aliases?: readonly string[] }[],
): Outcome<DirectionChoice[]> {
  const chosen = new Map<string, DirectionChoice>();
  for (const code of typed.codes) {
    const direction = known.find((one) => one.code === code);
    if (!direction) return refuse(refusals.unknownDirection);
    chosen.set(code, { key: code, code, title: direction.title, statement: typed.statements[code] ?? '' });
  }
  for (const words of typed.own) {
    const title = words.trim();
    if (title === '') continue;
    // own words that repeat a direction of the regulation are that direction
    const same = known.find((one) => [one.title, ...(one.aliases ?? [])].some((name) => folded(name) === folded(title)));
    const key = same?.code ?? ownDirectionKey(title);
    const statement = typed.statements[key] ?? '';
    if (!chosen.has(key)) chosen.set(key, { key, code: same?.code ?? null, title: same?.title ?? title, statement });
  }
  if (chosen.size > directionsLimit) return refuse(refusals.tooManyDirections);
  return ok([...chosen.values()]);
}

/** A team is made of management staff, each person once (K-1.7). */
export function checkMembers(members: readonly { personId: string; staffCategory: string }[]): Outcome<true> {
  const management: readonly string[] = managementCategories;
  if (members.some((one) => !management.includes(one.staffCategory))) return refuse(refusals.notManagement);
  if (new Set(members.map((one) => one.personId)).size < members.length) return refuse(refusals.memberTwice);
  return ok(true);
}

/** An answer of the self-assessment. */
export interface Assessment {
  readonly directionKey: string;
  readonly difficulty: Difficulty;
  readonly comment: string;
}

/** The entry self-assessment names every direction of the team, and a developing team has at least one difficulty. */
export function checkEntryAssessment(team: TeamFacts, answers: readonly Assessment[]): Outcome<true> {
  const answered = answers.map((one) => one.directionKey);
  const whole = team.directionKeys.every((key) => answered.includes(key));
  const foreign = answered.some((key) => !team.directionKeys.includes(key));
  if (!whole || foreign) return refuse(refusals.emptyAssessment);
  const none = answers.every((one) => one.difficulty === 0);
  return team.standing === 'developing' && none ? refuse(refusals.noDifficulty) : ok(true);
}

/** Whether the municipality is late with its form: shown, not refused — the registry waits for everyone. */
export function isLate(dueOn: IsoDate | null, today: IsoDate): boolean {
  return dueOn !== null && today > dueOn;
}
