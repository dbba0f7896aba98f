import {
  chooseDirections,
  differencesOf,
  headDiffers,
  standingNames,
  stateNames,
  type TeamDifference,
  type TeamStanding,
  type TeamState,
} from '#features/registry/index.ts';
import { formatPhone, parseEmails, parsePhones } from '#kernel/phones.ts';
import { samePerson } from '#kernel/names.ts';
import { foldText } from '#kernel/text.ts';
import {
  organisationOfRow,
  teamRowOf,
  type FieldTrouble,
  type KnownOrganisation,
  type PaperForm,
} from './rules.rows.ts';
import type { RowValues } from './schema.ts';

/** A team of the municipality already in the cycle. */
export interface KnownTeam {
  readonly id: string;
  readonly organisationId: string;
  readonly standing: TeamStanding;
  readonly state: TeamState;
  readonly directions: readonly { readonly key: string; readonly title: string }[];
  readonly note: string;
  readonly revision: number;
}

/** What a preview is judged by. */
export interface PlanGround {
  readonly choices: readonly KnownOrganisation[];
  readonly teams: readonly KnownTeam[];
  readonly directions: readonly {
    readonly code: string;
    readonly title: string;
    readonly aliases?: readonly string[];
  }[];
  readonly kinds: readonly { readonly kind: string; readonly title: string }[];
  readonly places: Readonly<Record<TeamStanding, number>>;
  readonly taken: Readonly<Record<TeamStanding, number>>;
}

/** A place to look at: the field of the preview, what is doubtful in words, where it stands in the file. */
export interface RowDoubt {
  readonly field: string;
  readonly message: string;
  readonly place: string;
}

/** What will become of a row: a new team, a change, nothing, nothing although it differs, or it is left out. */
export type RowFate = 'new' | 'changed' | 'unchanged' | 'left' | 'skipped';

/** A row of the preview: what it means in the registry and what is doubtful in it. */
export interface RowPlan {
  readonly fate: RowFate;
  readonly organisation: KnownOrganisation | null;
  readonly team: { readonly id: string; readonly state: TeamState; readonly seen: string } | null;
  readonly changes: readonly TeamDifference[];
  /** What of the head the registry does not know, in words; empty when it agrees. */
  readonly headDifferences: readonly string[];
  readonly doubts: readonly RowDoubt[];
  readonly places: Readonly<Record<string, string>>;
  /** Whether it cannot be entered as it stands, even as a draft. */
  readonly blocked: boolean;
  /** Whether an organisation nobody knows is going to be added. */
  readonly newcomer: boolean;
}

/** Where the parts of a recognised team stand among the fields of the preview. */
const fieldsOf: readonly (readonly [path: string, field: string])[] = [
  ['organisation', 'organisation'],
  ['head.name', 'head.fullName'],
  ['head.post', 'head.post'],
  ['head.phones', 'head.phones'],
  ['head.emails', 'head.emails'],
  ['head', 'head.fullName'],
  ['standing', 'standing'],
  ['directions', 'directions'],
  ['note', 'note'],
];

function fieldOf(path: string): string {
  return (
    fieldsOf.find(([part]) => path === part || path.startsWith(`${part}.`) || path.startsWith(`${part}[`))?.[1] ?? ''
  );
}

/** The places of a row's fields in the file. */
function placesOfRow(paper: PaperForm, index: number): Record<string, string> {
  const start = `teams[${index}].`;
  const found: Record<string, string> = {};
  for (const [path, place] of Object.entries(paper.places)) {
    const field = path.startsWith(start) ? fieldOf(path.slice(start.length)) : '';
    if (field) found[field] ??= place;
  }
  return found;
}

/** Plans every row of a form; `first` is what the preview showed before anybody corrected it. */
export function planRows(
  paper: PaperForm,
  rows: readonly RowValues[],
  first: readonly RowValues[],
  ground: PlanGround,
): RowPlan[] {
  const met = new Map<string, number>();
  return rows.map((values, index) => {
    const places = placesOfRow(paper, index);
    const resolved = organisationOfRow(values, ground.choices);
    const organisation = resolved.ok ? resolved.value : null;
    const earlier = organisation && met.get(organisation.id);
    if (organisation && !values.skip) met.set(organisation.id, met.get(organisation.id) ?? index);
    const found = organisation && ground.teams.find((one) => one.organisationId === organisation.id);
    const team = found ? { id: found.id, state: found.state, seen: `${found.id}:${found.revision}` } : null;
    const headDifferences = organisation?.head ? differencesOfHead(organisation.head, values) : [];
    const fate = found ? fateOf(found, values, organisation, ground) : { fate: 'new' as const, changes: [] };
    const repeated = earlier !== undefined && earlier !== null;
    const stays = fate.fate === 'unchanged' || fate.fate === 'left';
    const wrong = wrongFields(values, organisation, index);
    const doubts = [
      ...doubtsOfPaper(paper, index, values, first[index] ?? values, Boolean(organisation?.head)),
      ...(resolved.ok ? [] : [{ field: 'organisation', message: resolved.error.message }]),
      ...(repeated ? [{ field: 'organisation', message: `Эта организация уже есть в строке ${earlier + 1}` }] : []),
      ...(resolved.ok && !organisation ? doubtsOfNew(values, ground) : []),
      ...(organisation && !found ? doubtsOfKind(organisation.kind, ground) : []),
      ...(organisation?.head && headDifferences.length > 0 && values.headChoice === 'known'
        ? [{ field: 'headChoice', message: 'Руководитель в файле и в реестре записан по-разному: выберите, что верно' }]
        : []),
      ...wrong,
    ].map((doubt) => ({ place: places[doubt.field] ?? '', ...doubt }));
    return {
      ...(values.skip ? { fate: 'skipped' as const, changes: [] } : fate),
      organisation,
      team,
      headDifferences,
      doubts: values.skip ? [] : stays && !repeated ? [] : oneForAField(doubts),
      places,
      blocked: !values.skip && !stays && (!resolved.ok || repeated || wrong.length > 0),
      newcomer: resolved.ok && !organisation && !values.skip,
    };
  });
}

/** Doubts of the reader about a row; what the person has corrected is not doubted any more. */
export function doubtsOfPaper(
  paper: PaperForm,
  index: number,
  values: RowValues,
  first: RowValues,
  hasHead: boolean,
): RowDoubt[] {
  const places = placesOfRow(paper, index);
  const start = `teams[${index}]`;
  const found = paper.doubts.filter(({ path }) => path === start || path.startsWith(`${start}.`));
  return found.flatMap(({ path, message, place }) => {
    const field = fieldOf(path.slice(start.length + 1)) || 'skip';
    if (field.startsWith('head.') && values.headChoice === 'known' && hasHead) return [];
    if (field === 'organisation' && values.organisation !== '' && values.organisation !== 'new') return [];
    return valueOf(values, field) === valueOf(first, field)
      ? [{ field, message, place: place || (places[field] ?? '') }]
      : [];
  });
}

function valueOf(values: RowValues, field: string): string {
  const [head, part] = field.split('.');
  const value = (values as unknown as Record<string, unknown>)[head ?? ''];
  if (field === 'directions') return JSON.stringify([values.directions, values.ownDirections]);
  return JSON.stringify(part ? (value as Record<string, unknown>)[part] : value);
}

/** A new organisation is doubtful where its name says too little, or nobody knows its kind. */
function doubtsOfNew(values: RowValues, ground: PlanGround): FieldTrouble[] {
  const bare = (values.newName.match(/[\p{L}\d]+/gu) ?? []).length < 2;
  const why = 'Название слишком короткое для новой организации: напишите полное или выберите организацию из списка';
  const unsure = bare ? [{ field: 'organisation', message: why }] : [];
  const { kind } = values.newOrganisation;
  if (kind === '') return [...unsure, { field: 'newOrganisation.kind', message: 'Выберите вид новой организации' }];
  return [...unsure, ...doubtsOfKind(kind, ground)];
}

function doubtsOfKind(kind: string, { kinds }: PlanGround): FieldTrouble[] {
  return kinds.some((one) => one.kind === kind)
    ? []
    : [{ field: 'organisation', message: 'Организации этого вида в цикле этого года ещё не участвуют' }];
}

/** What the form itself would refuse. */
function wrongFields(values: RowValues, organisation: KnownOrganisation | null, index: number): FieldTrouble[] {
  const checked = teamRowOf(values, organisation, index);
  return checked.ok ? [] : Object.entries(checked.error.fields ?? {}).map(([field, message]) => ({ field, message }));
}

function oneForAField(doubts: readonly RowDoubt[]): RowDoubt[] {
  return doubts.filter((doubt, index) => doubts.findIndex(({ field }) => field === doubt.field) === index);
}

function differencesOfHead(known: NonNullable<KnownOrganisation['head']>, { head }: RowValues): string[] {
  if (head.fullName === '') return [];
  const told = {
    fullName: head.fullName,
    post: head.post,
    phones: parsePhones(head.phones),
    emails: parseEmails(head.emails),
  };
  if (!headDiffers(known, told)) return [];
  if (!samePerson(known.fullName, head.fullName)) return [`в реестре ${known.fullName}, в файле ${head.fullName}`];
  const unknown = [
    ...told.phones.filter((one) => !known.phones.includes(one)).map(formatPhone),
    ...told.emails.filter((one) => !known.emails.includes(one)),
  ];
  return [
    ...(head.post !== '' && foldText(head.post) !== foldText(known.post)
      ? [`должность в реестре «${known.post}», в файле «${head.post}»`]
      : []),
    ...(unknown.length > 0 ? [`в реестре нет: ${unknown.join(', ')}`] : []),
  ];
}

/** What will become of a row about a team already in the cycle. */
function fateOf(
  team: KnownTeam,
  values: RowValues,
  organisation: KnownOrganisation | null,
  { directions }: PlanGround,
): { fate: RowFate; changes: TeamDifference[] } {
  const typed = { codes: values.directions, own: values.ownDirections.split('\n'), statements: {} };
  const chosen = chooseDirections(typed, directions);
  const standing =
    values.standing === 'experienced' || values.standing === 'developing' ? values.standing : team.standing;
  const becomes = { standing, directions: chosen.ok ? chosen.value : team.directions, note: values.note };
  const changes = differencesOf(team, becomes);
  const head = organisation?.head && values.headChoice === 'typed' ? differencesOfHead(organisation.head, values) : [];
  const same = changes.length === 0 && head.length === 0;
  const open = team.state === 'draft' || team.state === 'returned';
  return { fate: same ? 'unchanged' : open ? 'changed' : 'left', changes };
}

/** What a preview says at its top. */
export interface PlanSummary {
  readonly counts: Readonly<Record<RowFate, number>>;
  /** How many would be entered as they stand: new and changed ones that nothing hinders. */
  readonly ready: number;
  readonly doubts: number;
  /** Standings whose places would not suffice if everything new were submitted, in words. */
  readonly shortages: readonly string[];
}

/** The sums of a plan. */
export function summaryOf(rows: readonly RowValues[], plans: readonly RowPlan[], ground: PlanGround): PlanSummary {
  const count = (fate: RowFate) => plans.filter((plan) => plan.fate === fate).length;
  const shortages = (['experienced', 'developing'] as const).flatMap((standing) => {
    const left = Math.max(0, ground.places[standing] - ground.taken[standing]);
    const wanted = plans.filter((plan, index) => {
      const placed = plan.team?.state === 'returned';
      return (plan.fate === 'new' || (plan.fate === 'changed' && !placed)) && rows[index]?.standing === standing;
    }).length;
    if (wanted <= left) return [];
    const which = standing === 'experienced' ? 'опытных' : 'развивающихся';
    return [
      left === 0
        ? `для ${which} команд их больше нет`
        : `${which} команд можно подать ещё ${left}, а в форме их ${wanted}`,
    ];
  });
  return {
    counts: {
      new: count('new'),
      changed: count('changed'),
      unchanged: count('unchanged'),
      left: count('left'),
      skipped: count('skipped'),
    },
    ready: plans.filter(({ fate, blocked }) => (fate === 'new' || fate === 'changed') && !blocked).length,
    doubts: plans.reduce((sum, plan) => sum + plan.doubts.length, 0),
    shortages,
  };
}

/** A team already in the cycle in a few words: «опытная, черновик». */
export function teamInWords(team: Pick<KnownTeam, 'standing' | 'state'>): string {
  return `${standingNames[team.standing]}, ${stateNames[team.state]}`;
}
