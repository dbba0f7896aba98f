import type { Direction } from '#features/regulation/index.ts';
import type { Period } from '#kernel/due.ts';
import { foldText } from '#kernel/text.ts';
import { matchDirection, type DirectionMatch } from './rules.directions.ts';
import { sideNames, type FieldKind, type Standing } from './rules.programme-captions.ts';
import { readPeriod, type FoundPeriod } from './rules.programme-dues.ts';
import type { Notes, ReadSide } from './rules.programme-found.ts';
import { isEmpty, saysPeople, type Field } from './rules.programme-general.ts';
import { linesOf, withoutBullet, type Line } from './rules.programme-grid.ts';
import { namesSomebody } from './rules.programme-people.ts';
import type { ReadDirection } from './rules.words.ts';

/** «Опытная управленческая команда» heads an organisation or its people: what stands under it tells. */
export function resolved(field: Field): Field {
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

/** The organisations of a side, each on its own; one not found is a doubt. */
export function sideOf(side: Standing, fields: readonly Field[], notes: Notes): ReadSide {
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
  if (!namesSomebody(text)) return text;
  const at = /[\s,;(–—-]+(?:директор|заведующ|руководител|начальник)/iu.exec(text)?.index ?? -1;
  return at > 3 ? text.slice(0, at) : text;
}

/** The directions as they were written, with the codes of the regulation where they are understood. */
export function directionsOf(fields: readonly Field[], known: readonly Direction[], notes: Notes): ReadDirection[] {
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
    else parts.push(...splitDirections(text, listed, marked, known).map((part) => ({ ...line, text: part })));
  }
  const found = parts
    .map((part) => ({ ...part, text: part.text.replace(/\s*[;.]\s*$/u, '').trim() }))
    .filter((part) => part.text !== '');
  if (found.length === 0)
    notes.doubts.push({ path: 'directions', message: 'Направления менторства не найдены: выберите их', place: '' });
  return found.map(({ text, place }, index) => {
    const match = explained(text, known);
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

/** A direction with an explanation behind it, «качество образования (ВСОКО, ГИА)», is that direction by its meaning. */
function explained(text: string, known: readonly Direction[]): Pick<DirectionMatch, 'code' | 'confidence'> {
  const whole = matchDirection(text, known);
  const head = /^(.{10,}?)\s*(?:\(|:|\s[–—-]\s)/u.exec(text)?.[1];
  if (whole.code !== null || head === undefined) return whole;
  const { code } = matchDirection(head, known);
  return code === null ? whole : { code, confidence: 'likely' };
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

function splitDirections(text: string, listed: boolean, marked: boolean, known: readonly Direction[]): string[] {
  const said = text
    .split(/;\s*(?:[-–—•]\s*)?|(?<=\S)\s+(?=\d{1,2}[.)]\s)/u)
    .map((part) => withoutBullet(part.trim()).text)
    .filter((part) => part !== '');
  // the only item of a list is one direction, unless it lists known ones
  const whole = listed || (marked && said.some((part) => matchDirection(part, known).code === null));
  const parts = whole ? [text] : said;
  return parts.flatMap((part) => {
    const whole = matchDirection(part, known);
    if (whole.confidence === 'sure') return [part];
    const pieces = part.split(/,\s*|\s+и\s+(?=управлен|организац|обеспечен)/u).filter((piece) => piece !== '');
    return pieces.length > 1 ? (knownTogether(pieces, known) ?? [part]) : [part];
  });
}

/** Pieces that are known directions, each said once; a comma may stand inside the name of one. */
function knownTogether(pieces: readonly string[], known: readonly Direction[]): readonly string[] | null {
  // far more commas than directions are no list of them, and must not cost time
  if (pieces.length > 3 * known.length) return null;
  const codeOf = (said: string) => matchDirection(said, known).code;
  const alone = pieces.map(codeOf);
  if (!alone.includes(null) && new Set(alone).size === pieces.length) return pieces;
  const found: string[] = [];
  for (let from = 0; from < pieces.length;) {
    let to = pieces.length;
    while (to > from && codeOf(pieces.slice(from, to).join(', ')) === null) to -= 1;
    if (to === from) return null;
    found.push(pieces.slice(from, to).join(', '));
    from = to;
  }
  return new Set(found.map(codeOf)).size === found.length ? found : null;
}

/** The planned period by the first of its fields that is understood. */
export function periodOf(fields: readonly Field[], notes: Notes): FoundPeriod {
  const said = fields.filter((field) => field.kind === 'period' && !isEmpty(field));
  const readings = said.map((field) => {
    const lines = linesOf(field.blocks);
    return { ...readPeriod(lines.map((line) => line.text).join(' ')), place: lines[0]?.place ?? field.place };
  });
  const joined = readings.map(({ period }) => period.text).join(' – ');
  // «Начало реализации» and «Окончание реализации» may stand in rows of their own
  const ends = readings.length === 2 ? [{ ...readPeriod(joined), place: readings[0]!.place }] : [];
  const best = [...readings, ...ends].find(({ period }) => period.from !== null) ??
    readings[0] ?? { ...readPeriod(''), place: '' };
  notes.places['period'] = best.place;
  notes.doubts.push(...best.doubts.map((message) => ({ path: 'period', message, place: best.place })));
  return best.period;
}

/** A period the file does not name is that of its stages. */
export function byStages(period: FoundPeriod, span: Period, notes: Notes): FoundPeriod {
  const known = notes.doubts.findIndex((doubt) => doubt.path === 'period');
  const message = 'Период программы взят по срокам этапов: проверьте первый и последний день';
  notes.doubts.splice(known, known < 0 ? 0 : 1, { path: 'period', message, place: notes.places['period'] ?? '' });
  return { ...period, ...span };
}

/** A field of free text: its lines as they were written. */
export function textOf(kind: 'goals' | 'meetings' | 'broadcast', fields: readonly Field[], notes: Notes): string {
  const lines = fields.filter((field) => field.kind === kind).flatMap((field) => linesOf(field.blocks));
  if (lines[0] !== undefined) notes.places[kind] = lines[0].place;
  return lines.map((line) => line.text).join('\n');
}
