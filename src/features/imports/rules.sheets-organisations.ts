import {
  organisationKindNames,
  organisationKinds,
  type HeadToAppoint,
  type ListedOrganisation,
  type OrganisationKind,
} from '#features/territory/index.ts';
import { formatDate, isBefore, type IsoDate } from '#kernel/dates.ts';
import { fullName, samePerson } from '#kernel/names.ts';
import { extractContacts } from '#kernel/phones.ts';
import { foldText } from '#kernel/text.ts';
import { kindOf, readDay, shortNameOf, type ListedHead } from './rules.sheets-cells.ts';
import { repetitions, type OrganisationFinder } from './rules.sheets-finding.ts';
import type { OrganisationKey } from './rules.sheets-organisations-columns.ts';
import {
  checkContacts,
  checkLengths,
  faultsOf,
  headOf,
  lineIn,
  sameList,
  toAppoint,
  unitOf,
  type CellFault,
  type ListPlan,
} from './rules.sheets-rows.ts';
import { unitFinder, type NamedUnit } from './rules.sheets-units.ts';
import type { ListFault, ListRow } from './rules.sheets.ts';

/** What is written about a new or a changed organisation. */
export interface OrganisationToSave {
  readonly row: number;
  readonly id: string | null;
  readonly revision: number;
  readonly municipalityId: string;
  readonly name: string;
  readonly shortName: string;
  readonly kind: OrganisationKind;
  readonly actsOn: string;
  readonly address: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly head: HeadToAppoint | null;
  /** The head who leaves when the new one comes. */
  readonly former: { readonly appointmentId: string; readonly personId: string } | null;
  /** Contacts of the head who stays. */
  readonly contacts: {
    readonly personId: string;
    readonly phones: readonly string[];
    readonly emails: readonly string[];
  } | null;
  /** What changes, in words; empty for a new one. */
  readonly changes: readonly string[];
}

/** What a list of organisations is compared with. */
export interface OrganisationGround {
  readonly municipalities: readonly NamedUnit[];
  readonly index: OrganisationFinder;
  readonly today: IsoDate;
}

type Row = ListRow<OrganisationKey>;
type Fault = CellFault<OrganisationKey>;

const longest: readonly (readonly [OrganisationKey, number])[] = [
  ['name', 400],
  ['shortName', 120],
  ['actsOn', 200],
  ['address', 300],
  ['post', 200],
];

const contactCells = { phones: ['phones', 'headPhones'], emails: ['emails', 'headEmails'] } as const;

/** Decides row by row what a list of organisations changes; nothing is written. */
export function planOrganisations({ municipalities, index, today }: OrganisationGround) {
  const save: OrganisationToSave[] = [];
  const faults: ListFault[] = [];
  const warnings: ListFault[] = [];
  const named = repetitions<Row>();
  const findUnit = unitFinder(municipalities);
  let unchanged = 0;
  let skipped = 0;

  function take(row: Row): void {
    const line = (key: OrganisationKey) => lineIn(row, key);
    if (line('closed') !== '') {
      skipped += 1;
      return;
    }
    const { list: wrong, say: fault } = faultsOf(row);
    const unit = unitOf(line('municipality') || row.heading, findUnit, (message) => fault('municipality', message));
    const name = line('name');
    if (name === '') fault('name', 'Укажите название организации');
    checkLengths(row, longest, fault);
    checkContacts(row, contactCells, fault);
    const head = headOf(row.cells, [row.cells.headPhones, row.cells.headEmails], fault);
    const since = sinceOf(line('since'), today, (message) => fault('since', message));
    const kind = wordsToKind(line('kind'), (message) => fault('kind', message));
    if (unit && name !== '') {
      const found = index.find(unit.id, name, line('shortName'));
      if (found.ambiguous)
        fault(
          'name',
          `Под это название подходит несколько организаций: ${found.candidates.join('; ')}. Напишите полное название; новую с похожим названием добавьте на странице «Организации»`,
        );
      const earlier = named(unit.id, found.organisation, name, row);
      if (earlier) fault('name', `Эта организация уже названа выше${earlier.advice}: ${earlier.row.place('name')}`);
      if (wrong.length === 0) {
        const saved = found.organisation
          ? change(found.organisation, row, { head, kind, since, today }, fault)
          : add(unit.id, row, { head, kind, since, today }, fault);
        if (wrong.length === 0 && saved) save.push(saved);
        if (wrong.length === 0 && !saved) unchanged += 1;
        if (!found.organisation && found.likely) {
          const message = `Будет внесена новая организация. Похожи на неё: ${found.candidates.join('; ')}`;
          warnings.push({ row: row.row, place: row.place('name'), message });
        }
      }
    }
    faults.push(...wrong);
  }

  return { take, plan: (): ListPlan<OrganisationToSave> => ({ save, unchanged, skipped, faults, warnings }) };
}

interface Read {
  readonly head: ListedHead | null;
  readonly kind: OrganisationKind | null;
  readonly since: IsoDate | null;
  readonly today: IsoDate;
}

function sinceOf(text: string, today: IsoDate, fault: (message: string) => void): IsoDate | null {
  if (text === '') return null;
  const day = readDay(text);
  if (day === null) fault(`«${text.slice(0, 40)}» не похоже на дату: напишите её как 01.09.2024`);
  else if (isBefore(today, day)) fault('Дата назначения ещё не наступила');
  return day;
}

function wordsToKind(text: string, fault: (message: string) => void): OrganisationKind | null {
  if (text === '') return null;
  const folded = foldText(text);
  const kind = organisationKinds.find((one) => foldText(organisationKindNames[one]) === folded) ?? kindOf(text);
  if (kind === null)
    fault(
      `Вид «${text.slice(0, 60)}» непонятен: напишите школа, детский сад, учреждение дополнительного образования, колледж или методическая служба`,
    );
  return kind;
}

function add(municipalityId: string, row: Row, read: Read, fault: Fault): OrganisationToSave | null {
  const line = (key: OrganisationKey) => lineIn(row, key);
  const name = line('name');
  const kind = read.kind ?? kindOf(name);
  if (kind === null)
    fault(
      'kind',
      'По названию вид не понять: напишите школа, детский сад, учреждение дополнительного образования, колледж или методическая служба',
    );
  if (kind === 'operator' || kind === 'authority') {
    fault(
      'kind',
      'Оператора и органы управления заводят на странице «Территория», в списке — только организации, где работают команды',
    );
  }
  const head = read.head && toAppoint(read.head, read.since ?? read.today, fault);
  if (kind === null) return null;
  // an address often stands beside the telephone
  const fromPhones = extractContacts(row.cells.phones ?? '');
  return {
    row: row.row,
    id: null,
    revision: 1,
    municipalityId,
    name,
    shortName: line('shortName') || shortNameOf(name),
    kind,
    actsOn: line('actsOn') || 'Устава',
    address: line('address'),
    phones: fromPhones.phones,
    emails: [...new Set([...extractContacts(row.cells.emails ?? '').emails, ...fromPhones.emails])],
    head,
    former: null,
    contacts: null,
    changes: [],
  };
}

/** What of an organisation the row changes; an empty cell changes nothing. Null when everything is as it is. */
function change(known: ListedOrganisation, row: Row, read: Read, fault: Fault): OrganisationToSave | null {
  const line = (key: OrganisationKey) => lineIn(row, key);
  const changes: string[] = [];
  const text = (key: 'shortName' | 'actsOn' | 'address', before: string, words: string): string => {
    const now = line(key);
    if (now === '' || now === before) return before;
    changes.push(words);
    return now;
  };
  const list = (now: readonly string[], before: readonly string[], words: string): readonly string[] => {
    if (now.length === 0 || sameList(now, before)) return before;
    changes.push(words);
    return now;
  };
  // an organisation found by its short name or by meaning keeps the names it has
  const byName = foldText(line('name')) === foldText(known.name);
  const shortName = byName ? text('shortName', known.shortName, 'краткое название') : known.shortName;
  const body = known.kind === 'operator' || known.kind === 'authority';
  const kind = read.kind && !body && read.kind !== known.kind ? read.kind : known.kind;
  if (kind !== known.kind) {
    if (kind === 'operator' || kind === 'authority')
      fault('kind', 'Организацию, где работают команды, не делают органом управления');
    changes.push('вид');
  }
  const saved = {
    shortName,
    kind,
    actsOn: text('actsOn', known.actsOn, 'основание'),
    address: text('address', known.address, 'адрес'),
    phones: list(extractContacts(row.cells.phones ?? '').phones, known.phones, 'телефон'),
    emails: list(extractContacts(row.cells.emails ?? '').emails, known.emails, 'электронная почта'),
  };
  const headed = headChange(known, row, read, fault);
  if (headed.words) changes.push(headed.words);
  if (changes.length === 0) return null;
  const { id, revision, municipalityId, name } = known;
  const { head, former, contacts } = headed;
  return { row: row.row, id, revision, municipalityId, name, ...saved, head, former, contacts, changes };
}

type HeadChange = Pick<OrganisationToSave, 'head' | 'former' | 'contacts'> & { readonly words: string };
const asBefore: HeadChange = { head: null, former: null, contacts: null, words: '' };

function headChange(known: ListedOrganisation, row: Row, read: Read, fault: Fault): HeadChange {
  if (!read.head) return asBefore;
  const { head } = known;
  if (head && samePerson(fullName(read.head.name), head.fullName)) {
    const phones = read.head.phones.length > 0 ? read.head.phones : head.phones;
    const emails = read.head.emails.length > 0 ? read.head.emails : head.emails;
    if (sameList(phones, head.phones) && sameList(emails, head.emails)) return asBefore;
    return { ...asBefore, contacts: { personId: head.personId, phones, emails }, words: 'контакты руководителя' };
  }
  const startsOn = read.since && read.since !== head?.since ? read.since : read.today;
  if (known.futureHead)
    fault('head', 'На более поздний срок уже назначен другой руководитель: сначала прекратите его назначение');
  else if (known.headFrom && isBefore(startsOn, known.headFrom)) {
    fault(
      'since',
      `Прежний руководитель работал с ${formatDate(known.headFrom)} или до этого дня: новый не может быть назначен раньше`,
    );
  }
  const appointed = toAppoint(read.head, startsOn, fault);
  const former = head && { appointmentId: head.appointmentId, personId: head.personId };
  return { head: appointed, former, contacts: null, words: head ? 'новый руководитель' : 'назначен руководитель' };
}
