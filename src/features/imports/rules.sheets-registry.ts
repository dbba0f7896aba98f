import type { EnteredState, ListedTeam, TeamStanding } from '#features/registry/index.ts';
import type { IsoDate } from '#kernel/dates.ts';
import { foldText } from '#kernel/text.ts';
import { kindOf } from './rules.sheets-cells.ts';
import { repetitions, type OrganisationFinder } from './rules.sheets-finding.ts';
import type { RegistryKey } from './rules.sheets-registry-columns.ts';
import { assessmentsOf, directionReader } from './rules.sheets-registry-directions.ts';
import { change, enter, type RegistryPlace, type TeamForm, type TeamToSave } from './rules.sheets-registry-teams.ts';
import {
  checkContacts,
  checkLengths,
  faultsOf,
  headOf,
  lineIn,
  unitOf,
  type CellFault,
  type ListPlan,
} from './rules.sheets-rows.ts';
import { unitFinder } from './rules.sheets-units.ts';
import type { ListFault, ListRow } from './rules.sheets.ts';

/** What a registry of teams is compared with. */
export interface RegistryGround {
  readonly municipalities: readonly RegistryPlace[];
  readonly index: OrganisationFinder;
  /** Teams of the cycle by their organisation, withdrawn ones aside. */
  readonly teams: ReadonlyMap<string, ListedTeam>;
  readonly year: number;
  readonly today: IsoDate;
  readonly state: EnteredState;
}

type Row = ListRow<RegistryKey>;
type Fault = CellFault<RegistryKey>;

const longest: readonly (readonly [RegistryKey, number])[] = [
  ['organisation', 400],
  ['shortName', 120],
  ['post', 200],
  ['results', 5000],
  ['note', 2000],
];

const contactCells = { phones: ['phones'], emails: ['emails'] } as const;

/** Decides row by row what a registry of teams changes, by the rules of the registry; nothing is written. */
export function planRegistry(ground: RegistryGround) {
  const save: TeamToSave[] = [];
  const faults: ListFault[] = [];
  const warnings: ListFault[] = [];
  const named = repetitions<Row>();
  const findUnit = unitFinder(ground.municipalities);
  const taken = new Map(ground.municipalities.map(({ id, taken: already }) => [id, { ...already }]));
  const directionsOf = directionReader();
  let unchanged = 0;
  let skipped = 0;

  function take(row: Row): void {
    const line = (key: RegistryKey) => lineIn(row, key);
    if (/отозван/iu.test(line('state'))) {
      skipped += 1;
      return;
    }
    const { list: wrong, say: fault } = faultsOf(row);
    const { list: doubtful, say: warn } = faultsOf(row);
    const unit = unitOf(line('municipality') || row.heading, findUnit, (message) => fault('municipality', message));
    const standing = standingOf(line('standing'), fault);
    const head = headOf(row.cells, [row.cells.phones, row.cells.emails], fault);
    const name = line('organisation');
    if (name === '') fault('organisation', 'Укажите организацию');
    checkLengths(row, longest, fault);
    checkContacts(row, contactCells, fault);
    if (unit && name !== '') {
      const found = ground.index.find(unit.id, name, line('shortName'));
      const kindWords = line('kind');
      const kind = kindWords === '' ? null : kindOf(kindWords);
      if (kindWords !== '' && !kind)
        fault('kind', `Вид «${kindWords.slice(0, 60)}» непонятен: напишите школа, детский сад, колледж`);
      if (found.ambiguous)
        fault('organisation', `Под это название подходит несколько организаций: ${found.candidates.join('; ')}`);
      else if (!found.organisation && !kind) fault('organisation', unknown(found.candidates));
      const earlier = named(unit.id, found.organisation, name, row);
      if (earlier)
        fault(
          'organisation',
          `Команда этой организации уже названа выше${earlier.advice}: ${earlier.row.place('organisation')}`,
          'registry',
        );
      const team = found.organisation ? ground.teams.get(found.organisation.id) : undefined;
      const directions = directionsOf(row.cells.directions ?? '', unit.regulation, team?.directions ?? [], fault, warn);
      const assessments = assessmentsOf(row.cells.assessment ?? '', directions, unit.regulation, fault);
      if (wrong.length === 0 && standing) {
        const form: TeamForm = { row, unit, standing, directions, assessments, head, name, kind };
        const saved = team
          ? change(team, found.organisation!, form, fault, warn)
          : enter(found.organisation, form, ground, taken.get(unit.id)!, fault);
        if (wrong.length === 0 && saved) save.push(saved);
        if (wrong.length === 0 && !saved) unchanged += 1;
      }
    }
    faults.push(...wrong);
    warnings.push(...doubtful);
  }

  return { take, plan: (): ListPlan<TeamToSave> => ({ save, unchanged, skipped, faults, warnings }) };
}

function unknown(candidates: readonly string[]): string {
  const near = candidates.length > 0 ? ` Похожи: ${candidates.join('; ')}.` : '';
  return `В муниципалитете нет такой организации.${near} Исправьте название, загрузите сначала список организаций или добавьте столбец «Вид организации»`;
}

function standingOf(text: string, fault: Fault): TeamStanding | null {
  const folded = foldText(text);
  const experienced = /опыт/u.test(folded);
  const developing = /развив/u.test(folded);
  if (experienced !== developing) return experienced ? 'experienced' : 'developing';
  fault(
    'standing',
    text === ''
      ? 'Укажите: опытная или развивающаяся'
      : `«${text.slice(0, 60)}» непонятно: напишите «опытная» или «развивающаяся»`,
  );
  return null;
}
