import type { Direction } from '#features/regulation/index.ts';
import type { TeamStanding } from '#features/registry/index.ts';
import type { Paper, PaperBlock } from '#kernel/paper.ts';
import { formatNumber } from '#kernel/plural.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { cleanLine, cleanText, joinHyphens } from '#kernel/text.ts';
import {
  foldCell,
  isNothing,
  mendLetters,
  quoted,
  splitOrganisation,
  takePerson,
  type Doubt,
  type ReadDirection,
  type ReadPerson,
  type TakenPerson,
} from './rules.cells.ts';
import { byTitle, formOf, insteadOf, type FormKind } from './rules.forms.ts';
import type { ColumnRole, Spot } from './rules.participants-columns.ts';
import { municipalityOf, plainMunicipality } from './rules.participants-heading.ts';
import { collectLines } from './rules.participants-lines.ts';
import { allLines, collect, rowsLimit } from './rules.participants-rows.ts';
import { spotText, standingOf, type Collected, type Row } from './rules.participants-teams.ts';
import { readDirections, readStanding, splitStanding } from './rules.participants-values.ts';

/** A row of the participants' form (D-F.form) as it was written; what is not said is empty. */
export interface ReadTeam {
  readonly organisation: string;
  readonly head: ReadPerson;
  readonly standing: TeamStanding | null;
  readonly directions: readonly ReadDirection[];
  readonly note: string;
}

/** A participants' form that was read: `places` tells where every value stands, `doubts` what a person must look at. */
export interface ReadParticipants {
  readonly kind: 'participants';
  /** Null where the file names none. */
  readonly municipality: string | null;
  readonly teams: readonly ReadTeam[];
  readonly doubts: readonly Doubt[];
  readonly places: Readonly<Record<string, string>>;
}

/** A team may take several rows, yet so long a table is refused before anybody waits until it is understood. */
const tableLimit = 1000;

const lettersLimit = 500_000;

/**
 * Recognises the participants' form (D-F.form) however its table, heading and cells are laid out. The error is one
 * Russian sentence: the file is no such form.
 */
export function readParticipants(paper: Paper, directions: readonly Direction[]): Result<ReadParticipants, string> {
  return readMended({ ...paper, blocks: paper.blocks.map(withMendedLetters) }, directions);
}

function withMendedLetters(block: PaperBlock): PaperBlock {
  if (block.kind === 'paragraph') return { ...block, text: mendLetters(block.text) };
  const rows = block.rows.map(({ cells }) => ({
    cells: cells.map((cell) => ({
      ...cell,
      text: mendLetters(cell.text),
      blocks: cell.blocks.map(withMendedLetters),
    })),
  }));
  return { ...block, rows };
}

function readMended(paper: Paper, directions: readonly Direction[]): Result<ReadParticipants, string> {
  const collected: Collected = { before: [], after: [], rows: [], found: false };
  if (paper.blocks.length === 0) return fail('В файле не найдена таблица участников: файл пуст');
  if (paper.blocks.some(isEndless))
    return fail(
      `В таблице больше ${formatNumber(tableLimit)} строк: это не форма участников одного муниципалитета, оставьте в файле только её или разделите её на несколько файлов`,
    );
  const lines = allLines(paper.blocks);
  if (lines.reduce((sum, { text }) => sum + text.length, 0) > lettersLimit)
    return fail('В файле слишком много текста для формы участников: оставьте в нём только её и сохраните заново');
  const kind = byTitle(paper.blocks);
  if (kind !== null && kind !== 'participants') return fail(notParticipants(kind));
  collect(paper.blocks, collected, { guess: false, last: null, section: null });
  if (!collected.found) {
    Object.assign(collected, { before: [], after: [], rows: [] });
    collect(paper.blocks, collected, { guess: true, last: null, section: null });
  }
  if (!collected.found) collectLines(collected);
  const captioned = collected.found ? null : formOf(paper);
  if (captioned !== null && captioned !== 'participants') return fail(notParticipants(captioned));
  if (!collected.found)
    return fail(
      'В файле не найдена таблица участников: нужны столбцы «Наименование образовательной организации», «Руководитель, контактный телефон», «Управленческая команда», «Направления менторства»',
    );
  if (collected.rows.length === 0)
    return fail('В файле не найдена таблица участников: под шапкой таблицы нет ни одной заполненной строки');
  if (collected.rows.length > rowsLimit)
    return fail(`В таблице участников больше ${rowsLimit} строк: разделите её на несколько файлов`);
  if (severalMunicipalities(collected, sheetsOf(paper.blocks))) return fail(notParticipants('registry'));
  return ok(understand(collected, paper, directions));
}

const notParticipants = (kind: FormKind) =>
  `В файле не найдена таблица участников: ${insteadOf(kind)}; здесь нужна «Информация об участниках менторской группы»`;

/**
 * A form is of one municipality: a column, rows across the table or sheets that name more than two are those of a
 * registry. Several forms one under another, each with its title, are not.
 */
function severalMunicipalities({ rows, after }: Collected, sheets: readonly string[]): boolean {
  const named = rows.flatMap(({ cells }) => (cells.get('municipality') ?? []).map(({ text }) => foldCell(text)));
  const across = municipalitiesAcross(after).map(({ text }) => plainMunicipality(text));
  const told = sheets.map(plainMunicipality).filter((name) => name !== '');
  return [named.filter((text) => !isNothing(text)), across, told].some((names) => new Set(names).size > 2);
}

/** Rows across a table that name a municipality and nothing else. */
const municipalitiesAcross = (after: Collected['after']) =>
  after.filter(({ text, place }) => /строка|ячейка/u.test(place) && plainMunicipality(text) !== '');

/** The sheets of a book by their places. */
const sheetsOf = (blocks: readonly PaperBlock[]) =>
  [...new Set(blocks.map(({ place }) => place))].filter((place) => place.startsWith('лист «'));

function isEndless(block: PaperBlock): boolean {
  if (block.kind === 'paragraph' || block.rows.length <= tableLimit) return false;
  return block.rows.filter((row) => row.cells.some(({ text }) => text.trim() !== '')).length > tableLimit;
}

function understand(
  { before, after, rows }: Collected,
  { margins = [], blocks }: Paper,
  directions: readonly Direction[],
): ReadParticipants {
  const sheets = sheetsOf(blocks);
  const doubts: Doubt[] = [];
  const places: Record<string, string> = {};
  const named = rows.flatMap(({ cells }) => cells.get('municipality') ?? []).filter((spot) => !isNothing(spot.text));
  const heading = municipalityOf(before, after, margins, sheets);
  const [first] = named;
  const municipality =
    heading.value === '' && first ? { value: cleanLine(first.text), place: first.place, doubt: null } : heading;
  places['municipality'] = municipality.place;
  if (municipality.doubt !== null)
    doubts.push({ path: 'municipality', message: municipality.doubt, place: municipality.place });
  const across = municipalitiesAcross(after);
  const different = (lines: readonly { text: string; place: string }[], key: (text: string) => string) => {
    const [one] = lines;
    const other = lines.find(({ text }) => key(text) !== key(one?.text ?? ''));
    return one && other ? [{ one, other }] : [];
  };
  for (const { one, other } of [...different(named, foldCell), ...different(across, plainMunicipality)])
    doubts.push({
      path: 'municipality',
      message: `В таблице названы разные муниципалитеты: ${quoted(one.text)} и ${quoted(other.text)}`,
      place: other.place,
    });
  const teams = rows.map((row, index) => {
    const at = `teams[${index}]`;
    const doubt: Say = (path, message, place, written) =>
      doubts.push({ path: `${at}.${path}`, message, place, ...(written === undefined ? {} : { written }) });
    return readTeam(row, directions, doubt, (path, place) => (places[`${at}.${path}`] = place));
  });
  return { kind: 'participants', municipality: municipality.value || null, teams, doubts, places };
}

type Say = (path: string, message: string, place: string, written?: string) => void;

function readTeam(
  row: Row,
  directions: readonly Direction[],
  doubt: Say,
  stands: (path: string, place: string) => void,
): ReadTeam {
  const spots = (role: ColumnRole) => row.cells.get(role) ?? [];
  const placeOf = (role: ColumnRole) => spots(role)[0]?.place ?? row.place;
  const cell = row.organisation ? spotText(row.organisation) : '';
  // where no column is for heads, the head may stand with the organisation
  const [named, person] = spots('head').some(({ text }) => !isNothing(text)) ? [cell, ''] : splitOrganisation(cell);
  const [organisation, besideIt] = splitStanding(organisationText(named));
  stands('organisation', row.organisation?.place ?? placeOf('organisation'));
  if (row.supposed !== null) doubt(pathOf(row.supposed.field), row.supposed.message, row.place);
  if (organisation === '')
    doubt('organisation', 'Организация не указана: выберите её', row.organisation?.place ?? placeOf('organisation'));
  const head = readHead(spots, { ...row, person }, doubt, stands);
  const told = standingOf(row.cells, row.section);
  const standing = told.value === null && besideIt !== '' ? readStanding(besideIt) : told;
  const standingPlace = spots('standing')[0]?.place ?? placeOf('experienced');
  stands('standing', standingPlace);
  if (standing.doubt !== null) doubt('standing', standing.doubt, standingPlace);
  const found = spots('directions').flatMap((spot) =>
    readDirections(spot, directions).map((one) => ({ ...one, place: spot.place })),
  );
  found.forEach((one, index) => {
    stands(`directions[${index}]`, one.place);
    if (one.doubt !== null) doubt(`directions[${index}]`, one.doubt, one.place);
  });
  if (found.length === 0) doubt('directions', 'Направления менторства не указаны: выберите их', placeOf('directions'));
  const note = spots('note')
    .map((spot) => cleanText(spotText(spot)))
    .filter((text) => !isNothing(text))
    .join('\n');
  if (note !== '') stands('note', placeOf('note'));
  return { organisation, head, standing: standing.value, directions: found.map(({ value }) => value), note };
}

function pathOf(field: NonNullable<Row['supposed']>['field']): string {
  if (field === 'contacts') return 'head.phones';
  return field === 'post' ? 'head.post' : field === 'head' ? 'head.name' : field;
}

// runs of separators are tried from their start only: a cell of nothing else must not cost its square
const address =
  /(?<![\s,;(])[\s,;(]+(?:(?:юридический|фактический|почтовый)?\s*адрес\s*:\s*.*|\d{6}[\s,].*)$|(?<!\s)\s*[,;(]\s*(?:(?:г|с|п|х|ст|пос|р\.\s?п)\.\s?[\p{L}-]+,\s*)?(?:ул|пер|просп|пр-т)\.?\s.*$/iu;

/** The name of an organisation without its number in the list and the address after it. */
function organisationText(text: string): string {
  return cleanLine(joinHyphens(cleanText(text)))
    .replace(address, '')
    .replace(/^\d{1,3}[.)]\s+(?=\p{L})/u, '')
    .replace(/(?<![\s,;])[\s,;]+$/u, '');
}

function readHead(
  spots: (role: ColumnRole) => readonly Spot[],
  row: Row & { readonly person: string },
  doubt: Say,
  stands: (path: string, place: string) => void,
): ReadPerson {
  const text = (role: ColumnRole) =>
    spots(role)
      .map(spotText)
      .filter((one) => !isNothing(one))
      .join('\n');
  const place = spots('head')[0]?.place ?? spots('contacts')[0]?.place ?? row.place;
  const own = takePerson([text('head'), row.person].join('\n'));
  const contacts: TakenPerson | null = text('contacts') === '' ? null : takePerson(text('contacts'));
  const post = cleanLine(joinHyphens(text('post')));
  const doubts = [
    ...own.doubts,
    ...(contacts?.doubts.filter(({ field }) => field === 'phones' || field === 'emails') ?? []),
  ];
  const person = {
    name: own.name,
    post: post === '' ? own.post : post,
    phones: [...new Set([...own.phones, ...(contacts?.phones ?? [])])],
    emails: [...new Set([...own.emails, ...(contacts?.emails ?? [])])],
  };
  const contactsPlace = spots('contacts')[0]?.place ?? place;
  const postPlace = spots('post')[0]?.place ?? place;
  for (const [field, where] of [
    ['name', place],
    ['post', postPlace],
    ['phones', contactsPlace],
    ['emails', contactsPlace],
  ] as const)
    if (person[field].length > 0) stands(`head.${field}`, where);
  for (const { field, message, written } of doubts)
    doubt(`head.${field}`, message, field === 'name' ? place : contactsPlace, written);
  const said = new Set(doubts.map(({ field }) => field));
  if (own.rest !== '' && !said.has('name') && person.post === '')
    doubt('head.post', `Должность не распознана в ${quoted(own.rest)}: впишите её`, place);
  else if (own.rest !== '' && !said.has('name'))
    doubt('head.post', `В ячейке осталось неразобранное: ${quoted(own.rest)}`, place);
  else if (person.post === '') doubt('head.post', 'Должность не указана: впишите её', postPlace);
  if (person.phones.length === 0 && !said.has('phones'))
    doubt('head.phones', 'Телефон не указан: впишите его', contactsPlace);
  if (person.emails.length === 0 && !said.has('emails'))
    doubt('head.emails', 'Электронная почта не указана: впишите её', contactsPlace);
  return person;
}
