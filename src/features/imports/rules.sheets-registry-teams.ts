import {
  changeFromList,
  enterAs,
  refusals as registryRefusals,
  type Assessment,
  type DirectionChoice,
  type EnteredState,
  type ListedTeam,
  type TeamStanding,
} from '#features/registry/index.ts';
import { isKindAdmitted, type RegulationDocument } from '#features/regulation/index.ts';
import type { HeadToAppoint, ListedOrganisation, OrganisationKind } from '#features/territory/index.ts';
import type { IsoDate } from '#kernel/dates.ts';
import { fullName as written, samePerson } from '#kernel/names.ts';
import { extractContacts } from '#kernel/phones.ts';
import type { Refusal } from '#kernel/refusal.ts';
import { cleanText } from '#kernel/text.ts';
import { shortNameOf, type ListedHead } from './rules.sheets-cells.ts';
import type { RegistryKey } from './rules.sheets-registry-columns.ts';
import { lineIn, sameList, toAppoint, type CellFault } from './rules.sheets-rows.ts';
import type { NamedUnit } from './rules.sheets-units.ts';
import type { ListRow } from './rules.sheets.ts';

/** A team to be entered, or one whose form is changed. */
export interface TeamToSave {
  readonly row: number;
  readonly team: ListedTeam | null;
  readonly municipalityId: string;
  /** The organisation that is there, or the one to be entered with the team. */
  readonly organisation:
    | { readonly known: ListedOrganisation }
    | { readonly name: string; readonly shortName: string; readonly kind: OrganisationKind };
  readonly organisationName: string;
  /** The head to be appointed; null when the organisation has one. */
  readonly head: HeadToAppoint | null;
  readonly standing: TeamStanding;
  readonly directions: readonly DirectionChoice[];
  readonly assessments: readonly Assessment[];
  readonly results: string;
  readonly note: string;
  readonly headHasContacts: boolean;
  readonly changes: readonly string[];
}

/** What a municipality's teams are judged by. */
export interface RegistryPlace extends NamedUnit {
  readonly regulation: RegulationDocument;
  readonly places: Readonly<Record<TeamStanding, number>>;
  readonly taken: Readonly<Record<TeamStanding, number>>;
}

/** A row of the registry as its cells were understood. */
export interface TeamForm {
  readonly row: ListRow<RegistryKey>;
  readonly unit: RegistryPlace;
  readonly standing: TeamStanding;
  readonly directions: readonly DirectionChoice[];
  readonly assessments: readonly Assessment[];
  readonly head: ListedHead | null;
  readonly name: string;
  readonly kind: OrganisationKind | null;
}

type Fault = CellFault<RegistryKey>;

const cellOfField: Readonly<Record<string, RegistryKey>> = {
  directions: 'directions',
  'head.phones': 'phones',
  'head.fullName': 'head',
  organisation: 'organisation',
  standing: 'standing',
};

/** The cell a refusal of the registry stands at. */
function cellOf(refusal: Refusal, standing: TeamStanding): RegistryKey {
  const own = refusal.field ? cellOfField[refusal.field] : undefined;
  return own ?? (standing === 'experienced' && refusal.clause === 'experienced-evidence' ? 'results' : 'assessment');
}

/** A team that is not entered yet, judged by the rules one entered by hand is judged by. */
export function enter(
  known: ListedOrganisation | null,
  form: TeamForm,
  { year, state, today }: { readonly year: number; readonly state: EnteredState; readonly today: IsoDate },
  taken: Record<TeamStanding, number>,
  fault: Fault,
): TeamToSave | null {
  const { row, unit, standing, directions, assessments, name } = form;
  const kind = known?.kind ?? form.kind;
  if (!kind) return null;
  if (!isKindAdmitted(unit.regulation, kind, year)) {
    const title = unit.regulation.organisationKinds.find((one) => one.kind === kind)?.title ?? kind;
    fault(known ? 'organisation' : 'kind', registryRefusals.kindNotAdmitted(title, year).message, 'organisation-kinds');
  }
  const head = known?.head ? headIsKnown(known.head.fullName, form, fault) : newHead(form, today, fault);
  const contacts = extractContacts([row.cells.phones ?? '', row.cells.emails ?? '', row.cells.head ?? ''].join('\n'));
  const had = known ? [known.head?.phones ?? contacts.phones, known.phones] : [contacts.phones];
  const wrote = known ? [known.head?.emails ?? contacts.emails, known.emails] : [contacts.emails];
  const results = cleanText(row.cells.results ?? '');
  const team = {
    standing,
    directions,
    assessments,
    results,
    headHasPhone: had.some((list) => list.length > 0),
    headHasEmail: wrote.some((list) => list.length > 0),
  };
  const allowed = enterAs(team, state);
  if (!allowed.ok) fault(cellOf(allowed.error, standing), allowed.error.message, allowed.error.clause);
  if (state !== 'draft') {
    if (taken[standing] >= unit.places[standing])
      fault('standing', registryRefusals.quotaFull(standing, unit.places[standing]).message, 'quota');
    taken[standing] += 1;
  }
  return {
    row: row.row,
    team: null,
    municipalityId: unit.id,
    organisation: known ? { known } : { name, shortName: lineIn(row, 'shortName') || shortNameOf(name), kind },
    organisationName: known?.shortName ?? name,
    head,
    standing,
    directions,
    assessments,
    results,
    note: cleanText(row.cells.note ?? ''),
    headHasContacts: team.headHasPhone && team.headHasEmail,
    changes: [],
  };
}

function newHead(form: TeamForm, today: IsoDate, fault: Fault): HeadToAppoint | null {
  if (form.head) return toAppoint(form.head, today, fault);
  fault('head', registryRefusals.noHead.message, registryRefusals.noHead.clause);
  return null;
}

function headIsKnown(fullName: string, { head }: TeamForm, fault: Fault): null {
  if (head && !samePerson(written(head.name), fullName)) {
    fault(
      'head',
      `Руководителем записан другой человек: ${fullName}. Если руководитель сменился, сначала назначьте нового на странице организации или загрузите список организаций`,
    );
  }
  return null;
}

/** What of an entered team the row changes; an empty cell changes nothing. Null when everything is as it is. */
export function change(
  team: ListedTeam,
  organisation: ListedOrganisation,
  form: TeamForm,
  fault: Fault,
  warn: Fault,
): TeamToSave | null {
  const { row, standing, head } = form;
  const known = [team.headName, organisation.head?.fullName ?? team.headName];
  if (head && !known.some((name) => samePerson(written(head.name), name))) {
    warn('head', `Руководителем записан другой человек: ${known[1] ?? ''}. Файл его не меняет`);
  }
  const changes: { readonly key: RegistryKey; readonly words: string }[] = [];
  const directions = form.directions.length > 0 ? form.directions : team.directions;
  if (standing !== team.standing) changes.push({ key: 'standing', words: 'вид команды' });
  if (
    !sameList(
      directions.map(({ key }) => key),
      team.directions.map(({ key }) => key),
    )
  )
    changes.push({ key: 'directions', words: 'направления' });
  const text = (key: 'note' | 'results', before: string, words: string): string => {
    const now = cleanText(row.cells[key] ?? '');
    if (now === '' || now === cleanText(before)) return before;
    changes.push({ key, words });
    return now;
  };
  const results = text('results', team.results, 'результаты');
  const note = text('note', team.note, 'примечание');
  const assessments = form.assessments.length > 0 ? form.assessments : team.assessments;
  const degrees = (list: readonly Assessment[]) => list.map((one) => `${one.directionKey} ${one.difficulty}`);
  if (!sameList(degrees(assessments), degrees(team.assessments)))
    changes.push({ key: 'assessment', words: 'самооценка' });
  const first = changes[0];
  if (!first) return null;
  const allowed = changeFromList(team, { standing, directions, assessments: form.assessments });
  if (!allowed.ok)
    fault(
      first.key,
      `${allowed.error.message}. В файле другое: ${changes.map(({ words }) => words).join(', ')}`,
      allowed.error.clause,
    );
  return {
    row: row.row,
    team,
    municipalityId: team.municipalityId,
    organisation: { known: organisation },
    organisationName: organisation.shortName,
    head: null,
    standing,
    directions,
    assessments,
    results,
    note,
    headHasContacts: true,
    changes: changes.map(({ words }) => words),
  };
}
