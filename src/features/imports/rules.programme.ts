import type { Direction } from '#features/regulation/index.ts';
import type { Period } from '#kernel/due.ts';
import type { Paper, PaperBlock, PaperTable } from '#kernel/paper.ts';
import { extractContacts } from '#kernel/phones.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { foldText } from '#kernel/text.ts';
import { matchDirection } from './rules.directions.ts';
import { isOtherDocument, isProgrammeTitle, type FieldKind, type Standing } from './rules.programme-captions.ts';
import { readPeriod, type FoundDue, type FoundPeriod } from './rules.programme-dues.ts';
import { GeneralReader, bySides, peopleIn, saysPeople, type Field } from './rules.programme-general.ts';
import { gridOf, linesOf, tablesOf, widthOf, withoutBullet, type Line } from './rules.programme-grid.ts';
import { namesIn, personOf } from './rules.programme-people.ts';
import { PlanReader, planLayout, type FoundActivity } from './rules.programme-plan.ts';
import { stageHeading, type Stage } from './rules.programme-stages.ts';
import type { Doubt, ReadDirection, ReadPerson } from './rules.words.ts';

/** One of a working group: whether they lead it and whether they are the one to be reached. */
export interface ReadMember extends ReadPerson {
  readonly leader: boolean;
  readonly contact: boolean;
}

/** An official of part I; `text` is the wording of the file. */
export interface ReadOfficial extends ReadPerson {
  readonly text: string;
}

/** The organisation of a side; where there are several, they are listed too. */
export interface ReadSide {
  readonly organisation: string;
  readonly organisations: readonly string[];
}

/** A row of the plan. `themeDues` stand beside `themes`; `said` is the number as it was written. */
export interface ReadActivity {
  readonly number: number;
  readonly said: string;
  readonly stage: Stage;
  readonly title: string;
  readonly form: string | null;
  readonly themes: readonly string[];
  readonly themeDues: readonly (readonly FoundDue[])[];
  readonly due: FoundDue;
  readonly responsible: readonly string[];
  readonly mark: string;
}

/** A programme as its file says it, with the place of every value and everything doubtful. */
export interface ReadProgramme {
  readonly kind: 'programme';
  readonly developing: ReadSide;
  readonly experienced: ReadSide;
  readonly directions: readonly ReadDirection[];
  readonly period: FoundPeriod;
  readonly goals: string;
  readonly meetings: string;
  readonly broadcast: string;
  readonly workingGroups: Readonly<Record<Standing, readonly ReadMember[]>>;
  readonly operator: ReadOfficial;
  readonly curator: ReadOfficial;
  readonly activities: readonly ReadActivity[];
  readonly places: Readonly<Record<string, string>>;
  readonly doubts: readonly Doubt[];
}

interface Notes {
  readonly places: Record<string, string>;
  readonly doubts: Doubt[];
}

const sideNames: Readonly<Record<Standing, string>> = { developing: 'развивающейся', experienced: 'опытной' };

// The programme of one group has some dozens of rows; far more is another file, and must not cost time here.
const mostRows = 1000;
const mostLetters = 500_000;
const longestText = 20_000;
const tooLarge = 'Файл слишком велик для программы одной группы: оставьте в нём только её и загрузите ещё раз';

function sizeOf(blocks: readonly PaperBlock[]): { rows: number; letters: number; longest: number } {
  const size = { rows: 0, letters: 0, longest: 0 };
  const add = (text: string): void => {
    size.letters += text.length;
    size.longest = Math.max(size.longest, text.length);
  };
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      add(block.text);
      continue;
    }
    size.rows += block.rows.length;
    for (const cell of block.rows.flatMap((row) => row.cells)) {
      add(cell.text);
      const inner = sizeOf(tablesOf(cell.blocks));
      size.rows += inner.rows;
      size.letters += inner.letters;
      size.longest = Math.max(size.longest, inner.longest);
    }
  }
  return size;
}

/**
 * Reads a mentoring programme, both parts, as municipalities write it. The error is one Russian sentence: the file is
 * no programme. Everything uncertain or missing is a doubt with its place.
 */
export function readProgramme(paper: Paper, directions: readonly Direction[]): Result<ReadProgramme, string> {
  const size = sizeOf(paper.blocks);
  if (size.rows > mostRows || size.letters > mostLetters || size.longest > longestText) return fail(tooLarge);
  const { general, plan, several } = takeApart(paper);
  const notes: Notes = { places: {}, doubts: [] };
  const fields = general.fields.flatMap(bySides).map(resolved);
  const period = periodOf(fields, notes);
  const whole = period.from !== null && period.to !== null ? { from: period.from, to: period.to } : null;
  const reader = new PlanReader(whole);
  for (const part of plan) {
    if (typeof part === 'string') reader.heading(part);
    else reader.table(part);
  }
  const { activities, doubts } = reader.finish();
  const planned = whole === null && reader.span !== null ? byStages(period, reader.span, notes) : period;
  const kinds = new Set(
    fields.filter((field) => !empty(field)).map((field) => `${field.kind} ${field.standing ?? ''}`),
  );
  const known = [...kinds].filter((kind) => !kind.startsWith('other')).length;
  const refused = whyNoProgramme({
    activities: activities.length,
    known,
    titled: titled(paper),
    staged: reader.stages,
    kinds,
  });
  if (refused !== null) return fail(refused);

  const value = {
    kind: 'programme' as const,
    developing: sideOf('developing', fields, notes),
    experienced: sideOf('experienced', fields, notes),
    directions: directionsOf(fields, directions, notes),
    period: planned,
    goals: textOf('goals', fields, notes),
    meetings: textOf('meetings', fields, notes),
    broadcast: textOf('broadcast', fields, notes),
    workingGroups: {
      developing: groupOf('developing', fields, notes),
      experienced: groupOf('experienced', fields, notes),
    },
    operator: officialOf('operator', fields, notes),
    curator: officialOf('curator', fields, notes),
    activities: activities.map((activity, index) => activityOf(activity, index, notes)),
  };
  if (several)
    notes.doubts.unshift({
      path: '',
      message: 'В файле несколько программ: прочитана первая. Остальные загрузите отдельными файлами',
      place: '',
    });
  if (activities.length === 0)
    notes.doubts.push({
      path: 'activities',
      message: 'План мероприятий в файле не найден: добавьте мероприятия сами или загрузите файл с планом',
      place: '',
    });
  notes.doubts.push(...doubts.map(({ message, place }) => ({ path: 'activities', message, place })));
  return ok({ ...value, places: notes.places, doubts: notes.doubts });
}

function whyNoProgramme(found: {
  activities: number;
  known: number;
  titled: boolean;
  staged: boolean;
  kinds: ReadonlySet<string>;
}): string | null {
  const own = [...found.kinds].some((kind) => /^(?:organisation|group|period)/u.test(kind));
  if (found.activities > 0 && (found.titled || found.staged || found.known > 0)) return null;
  if (found.titled && found.known >= 2) return null;
  if (found.known >= 3 && own && [...found.kinds].some((kind) => kind.startsWith('period'))) return null;
  return found.activities > 0
    ? 'В файле есть план мероприятий, но нет ни названия программы, ни общих сведений, ни этапов: загрузите файл менторской программы'
    : 'Это не менторская программа: в файле нет ни общих сведений, ни плана мероприятий, загрузите программу в формате Word';
}

function titled(paper: Paper): boolean {
  return linesOf(paper.blocks).some((line) => isProgrammeTitle(line.text));
}

/** Divides the file into part I and the pieces of the plan; what stands before the title and after it is left out. */
function takeApart(paper: Paper) {
  const title = paper.blocks.findIndex((block) => block.kind === 'paragraph' && isProgrammeTitle(block.text));
  const general = new GeneralReader();
  const plan: (PaperTable | string)[] = [];
  let width = 0;
  let several = false;
  blocks: for (const block of paper.blocks.slice(Math.max(0, title))) {
    const planned = width > 0;
    if (block.kind === 'table') {
      const layout = planLayout(block);
      const goesOn = planned && layout === null && widthOf(gridOf(block)) === width && !signed(block);
      if (layout !== null || goesOn) {
        if (layout !== null) width = layout.width;
        // both parts may stand in one table
        if (layout !== null && layout.from > 0) general.table({ ...block, rows: block.rows.slice(0, layout.from) });
        plan.push(block);
        continue;
      }
      if (planned && repeats(general, [block])) {
        several = true;
        break;
      }
      general.table(block);
      continue;
    }
    const lines = linesOf([block]);
    // «Организационный ⏎ этап» is one heading
    const whole = lines.map((line) => line.text).join(' ');
    if (lines.length > 1 && isStage(whole) && !lines.some((line) => isOtherDocument(line.text))) {
      plan.push(whole);
      continue;
    }
    for (const line of lines) {
      if (planned && isOtherDocument(line.text)) break blocks;
      if (planned && repeats(general, [block])) {
        several = true;
        break blocks;
      }
      if (isStage(line.text)) plan.push(line.text);
      else general.paragraph(line);
    }
  }
  return { general, plan, several };
}

function isStage(text: string): boolean {
  const alone = /^(?:[ivxіх]{1,3}|\d)[.)]?\s/iu.test(text);
  return stageHeading(text, { before: null, alone, programme: null }) !== null;
}

const telling: ReadonlySet<FieldKind> = new Set(['organisation', 'directions', 'period']);

/** Whether the blocks say again what part I has said: another programme begins. */
function repeats(general: GeneralReader, blocks: Paper['blocks']): boolean {
  const again = new GeneralReader();
  for (const block of blocks) {
    if (block.kind === 'table') again.table(block);
    else linesOf([block]).forEach((line) => again.paragraph(line));
  }
  return again.fields.some((field) => telling.has(field.kind) && !empty(field) && general.has(field));
}

function signed(table: PaperTable): boolean {
  return table.rows.some((row) => row.cells.some((cell) => /_{3,}/u.test(cell.text)));
}

function empty(field: Field): boolean {
  return field.rows.length === 0 && linesOf(field.blocks).length === 0;
}

/** «Опытная управленческая команда» heads an organisation or its people: what stands under it tells. */
function resolved(field: Field): Field {
  if (field.kind !== 'team') return field;
  if (organisationBegins.test(linesOf(field.blocks)[0]?.text ?? '')) return { ...field, kind: 'organisation' };
  return { ...field, kind: saysPeople(field) ? 'group' : 'organisation' };
}

function linesUnder(kind: FieldKind, standing: Standing | null, fields: readonly Field[]): Line[] {
  const lines = fields
    .filter((field) => field.kind === kind && field.standing === standing)
    .flatMap((field) => linesOf(field.blocks));
  const seen = new Set<string>();
  return lines.filter(({ text }) => !seen.has(foldText(text)) && seen.add(foldText(text)));
}

const organisationBegins =
  /^(?:муниципальн|государственн|частн|автономн|бюджетн|казенн|казённ|мб?о?у|мк?о?у|ма?о?у|мб|мк|ма|гб|гк|га|гоу|гау|чоу|филиал)/iu;

function sideOf(side: Standing, fields: readonly Field[], notes: Notes): ReadSide {
  const path = `${side}.organisation`;
  const lines = linesUnder('organisation', side, fields).filter(({ text }) => !/^(?:нет|-|–|—)$/iu.test(text));
  const names: string[] = [];
  for (const line of lines) {
    const { text, marked } = withoutBullet(line.text);
    for (const [index, part] of text
      .split(/;\s*(?=\S)|,\s*(?=(?:МБ|МК|МА|МО|МУ|ГБ|ГК|ГА|Муниципальн|Государственн))/u)
      .entries()) {
      const own = index > 0 || line.item || marked || names.length === 0 || organisationBegins.test(part);
      const clean = withoutHead(part)
        .replace(/[;,.]\s*$/u, '')
        .trim();
      if (own) names.push(clean);
      else names[names.length - 1] = `${names.at(-1) ?? ''} ${clean}`;
    }
  }
  notes.places[path] = lines[0]?.place ?? '';
  if (names.length === 0)
    notes.doubts.push({
      path,
      message: `Организация ${sideNames[side]} команды не найдена: проверьте, что файл об этой группе`,
      place: '',
    });
  return { organisation: names.join('; '), organisations: names };
}

/** «МБОУ СОШ № 1, директор Черных М. Э.» without its head. */
function withoutHead(text: string): string {
  if (namesIn(text).length === 0) return text;
  const at = /[\s,;(–—-]+(?:директор|заведующ|руководител|начальник)/iu.exec(text)?.index ?? -1;
  return at > 3 ? text.slice(0, at) : text;
}

function directionsOf(fields: readonly Field[], known: readonly Direction[], notes: Notes): ReadDirection[] {
  const lines = linesUnder('directions', null, fields);
  notes.places['directions'] = lines[0]?.place ?? '';
  const listed = lines.length > 1 && lines.every((line) => line.item || withoutBullet(line.text).marked);
  const parts: Line[] = [];
  for (const line of lines) {
    const { text, marked } = withoutBullet(line.text);
    const last = parts.at(-1);
    if (
      last !== undefined &&
      !line.item &&
      !marked &&
      (listed || (/^\p{Ll}/u.test(text) && goesOn(last.text, text, known)))
    )
      parts[parts.length - 1] = { ...last, text: `${last.text} ${text}` };
    else parts.push(...splitDirections(text, listed, known).map((part) => ({ ...line, text: part })));
  }
  const found = parts
    .map((part) => ({ ...part, text: part.text.replace(/\s*[;.]\s*$/u, '').trim() }))
    .filter((part) => part.text !== '');
  if (found.length === 0)
    notes.doubts.push({ path: 'directions', message: 'Направления менторства не найдены: выберите их', place: '' });
  return found.map(({ text, place }, index) => {
    const match = matchDirection(text, known);
    const path = `directions[${index}]`;
    notes.places[path] = place;
    if (match.code === null)
      notes.doubts.push({
        path,
        message: `Направление «${text.slice(0, 80)}» не из Положения: выберите подходящее`,
        place,
      });
    else if (match.confidence === 'likely')
      notes.doubts.push({ path, message: `Направление «${text.slice(0, 80)}» понято по смыслу: проверьте`, place });
    return { text, code: match.code };
  });
}

/** Whether a line only goes on with the direction above: alone it means nothing, together they do. */
function goesOn(before: string, text: string, known: readonly Direction[]): boolean {
  if (/[;.]$/u.test(before)) return false;
  const together = matchDirection(`${before} ${text}`, known).code;
  return (
    /[,–—-]$/u.test(before) ||
    matchDirection(text, known).code === null ||
    (together !== null &&
      together === matchDirection(before, known).code &&
      matchDirection(text, known).code === together)
  );
}

function splitDirections(text: string, listed: boolean, known: readonly Direction[]): string[] {
  const parts = listed
    ? [text]
    : text.split(/;\s*(?:[-–—•]\s*)?|(?<=\S)\s+(?=\d{1,2}[.)]\s)/u).map((part) => withoutBullet(part.trim()).text);
  return parts.flatMap((part) => {
    if (part === '') return [];
    const whole = matchDirection(part, known);
    if (whole.confidence === 'sure') return [part];
    const pieces = part.split(/,\s*|\s+и\s+(?=управлен|организац|обеспечен)/u).filter((piece) => piece !== '');
    const codes = pieces.map((piece) => matchDirection(piece, known).code);
    return pieces.length > 1 && codes.every((code) => code !== null) && new Set(codes).size === pieces.length
      ? pieces
      : [part];
  });
}

function periodOf(fields: readonly Field[], notes: Notes): FoundPeriod {
  const said = fields.filter((field) => field.kind === 'period' && !empty(field));
  const readings = said.map((field) => {
    const lines = linesOf(field.blocks);
    return { ...readPeriod(lines.map((line) => line.text).join(' ')), place: lines[0]?.place ?? field.place };
  });
  const best = readings.find(({ period }) => period.from !== null) ?? readings[0] ?? { ...readPeriod(''), place: '' };
  notes.places['period'] = best.place;
  notes.doubts.push(...best.doubts.map((message) => ({ path: 'period', message, place: best.place })));
  return best.period;
}

/** A period the file does not name is that of its stages. */
function byStages(period: FoundPeriod, span: Period, notes: Notes): FoundPeriod {
  const known = notes.doubts.findIndex((doubt) => doubt.path === 'period');
  const message = 'Период программы взят по срокам этапов: проверьте первый и последний день';
  notes.doubts.splice(known, known < 0 ? 0 : 1, { path: 'period', message, place: notes.places['period'] ?? '' });
  return { ...period, ...span };
}

function textOf(kind: 'goals' | 'meetings' | 'broadcast', fields: readonly Field[], notes: Notes): string {
  const lines = linesUnder(kind, null, fields);
  if (lines[0] !== undefined) notes.places[kind] = lines[0].place;
  return lines.map((line) => line.text).join('\n');
}

function groupOf(side: Standing, fields: readonly Field[], notes: Notes): ReadMember[] {
  const path = `workingGroups.${side}`;
  const own = fields.filter((field) => field.kind === 'group' && field.standing === side);
  const people = own.flatMap(peopleIn);
  notes.places[path] = people[0]?.place ?? own[0]?.place ?? '';
  const doubt = (message: string, at = path, place = notes.places[path] ?? ''): void => {
    notes.doubts.push({ path: at, message, place });
  };
  people.forEach((person, index) => {
    notes.places[`${path}[${index}]`] = person.place;
    person.doubts.forEach((message) => doubt(message, `${path}[${index}].name`, person.place));
    if (person.post === '') doubt('Должность не названа: впишите её', `${path}[${index}].post`, person.place);
  });
  const name = `рабочей группы ${sideNames[side]} команды`;
  if (people.length === 0) doubt(`Состав ${name} не найден: впишите его`);
  else {
    const leaders = people.filter((person) => person.leader).length;
    if (leaders !== 1)
      doubt(
        leaders === 0
          ? `Не назван руководитель ${name}: отметьте его`
          : `Названо несколько руководителей ${name}: оставьте одного`,
      );
    const reachable = people.some((person) => person.contact && person.phones.length + person.emails.length > 0);
    if (!reachable)
      doubt(
        people.some((person) => person.contact)
          ? `У контактного лица ${name} нет телефона и почты: впишите их`
          : `Не названо контактное лицо ${name}: отметьте его`,
      );
  }
  return people.map(({ name: said, post, leader, contact, phones, emails }) => ({
    name: said,
    post,
    leader,
    contact,
    phones,
    emails,
  }));
}

function officialOf(path: 'operator' | 'curator', fields: readonly Field[], notes: Notes): ReadOfficial {
  const own = fields.find((field) => field.kind === path && !empty(field));
  const other = path === 'operator' ? fields.find((field) => field.kind === 'coordinator' && !empty(field)) : undefined;
  const field = own ?? other;
  const lines = field === undefined ? [] : linesOf(field.blocks);
  const text = lines
    .map((line) => withoutBullet(line.text).text)
    .join(', ')
    .replace(/,\s*,/gu, ',');
  const place = lines[0]?.place ?? '';
  notes.places[path] = place;
  const person = personOf(text, place);
  const who = path === 'operator' ? 'Представитель регионального оператора' : 'Муниципальный куратор';
  if (text === '') notes.doubts.push({ path, message: `${who} в файле не назван: впишите его`, place });
  else if (person === null)
    notes.doubts.push({ path: `${path}.name`, message: `${who}: имя не распознано, проверьте`, place });
  else person.doubts.forEach((message) => notes.doubts.push({ path: `${path}.name`, message, place }));
  if (own === undefined && other !== undefined)
    notes.doubts.push({ path, message: 'Представителем регионального оператора принят координатор: проверьте', place });
  const contacts = extractContacts(text);
  const { name = '', post = contacts.rest, phones = contacts.phones, emails = contacts.emails } = person ?? {};
  return { name, post, phones, emails, text };
}

function activityOf(found: FoundActivity, index: number, notes: Notes): ReadActivity {
  const path = `activities[${index}]`;
  for (const [field, place] of Object.entries(found.places))
    notes.places[field === '' ? path : `${path}.${field}`] = place;
  found.themes.forEach((theme, i) => (notes.places[`${path}.themes[${i}]`] = theme.place));
  notes.doubts.push(...found.doubts.map(({ field, message, place }) => ({ path: `${path}.${field}`, message, place })));
  const { number, said, stage, title, form, due, responsible, mark } = found;
  return {
    number,
    said,
    stage,
    title,
    form,
    themes: found.themes.map((theme) => theme.title),
    themeDues: found.themes.map((theme) => theme.dues),
    due,
    responsible,
    mark,
  };
}
