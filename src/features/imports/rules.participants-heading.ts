import { cleanLine, joinHyphens } from '#kernel/text.ts';
import { foldCell, foldWords, quoted } from './rules.cells.ts';

/** A line of a file outside the table of the form. */
export interface HeadingLine {
  readonly text: string;
  readonly place: string;
}

/** The municipality a form is about; `doubt` says what is uncertain. */
export interface FoundMunicipality {
  readonly value: string;
  readonly place: string;
  readonly doubt: string | null;
}

const caption =
  /\(?\s*(?:указать\s+)?(?:полное\s+)?наименовани[ея]\s+(?:муниципал\p{L}*(?:\s+(?:района|образования|округа))?|городского\s+округа|территории|района)[^\n():]*\s*(?:\([^()]*\))?[^\S\n]*\)*/iu;
const title = /информаци[яи]\s+об\s+участниках\s+менторск\p{L}*\s+групп\p{L}*\s*(?:\([^()]*\))?/iu;
const titleWords = new Set(
  'информация сведения форма об о участниках участники менторской менторских группы групп опытной опытных и развивающейся развивающихся командах команды команд управленческих управленческой приложение к в на системы менторства год учебный'.split(
    ' ',
  ),
);
const label =
  /^(?:наименование\s+)?(?:муниципалитет|муниципальн\p{L}*\s+(?:район|образование|округ)(?:\s*\(городской округ\))?|район|территория|городской округ)\s*[:–—-]\s*(?=\S)/iu;

const isTitle = (text: string) => foldWords(text).every((word) => titleWords.has(word) || /^\d+$/.test(word));
const clean = (text: string) =>
  cleanLine(joinHyphens(text).replace(/_{2,}/g, ' '))
    .replace(/(?<=\p{L}{3})[\s,(]+\p{Lu}\p{L}+ой области\)?[\s.]*$/u, '')
    .replace(/^[\s,;:.–—()-]+|[\s,;:–—(-]+$/gu, '')
    .replace(/(?<!\p{L})\.$/u, '');
const looksLikePlace = (text: string) =>
  /район|р-н|округ|(?<![а-я])г\. ?о\.|(?<![а-я])го(?![а-я])|(?<![а-я])г\.|город|муниципал|волгоград/u.test(
    foldCell(text),
  );

/**
 * The municipality of a form: by its caption, by a label, by the words of the title, by what stands on every page above
 * or below (`margins`), at last by a signature under the table or the name of a sheet.
 */
export function municipalityOf(
  before: readonly HeadingLine[],
  after: readonly HeadingLine[],
  margins: readonly HeadingLine[],
  sheets: readonly string[],
): FoundMunicipality {
  const lines = before.filter(({ text }) => clean(text) !== '');
  const said = inHeading(lines);
  // a second form below, of another municipality
  const all = [...before, ...after];
  const again = all.findIndex(({ text, place }, index) => titled([{ text, place }]) && titled(all.slice(0, index)));
  const other = again < 0 ? null : inHeading(all.slice(again, again + 6).filter(({ text }) => clean(text) !== ''));
  if (said && other && foldCell(said.value) !== foldCell(other.value))
    return {
      ...said,
      doubt: `В файле формы разных муниципалитетов (${quoted(said.value)} и ${quoted(other.value)}): загрузите их отдельными файлами`,
    };
  return (
    said ??
    inHeading(margins.filter(({ text }) => clean(text) !== '')) ??
    after
      .map((line) => inWords(line, 'Муниципалитет взят из подписи под таблицей: проверьте его'))
      .find((found) => found !== null) ??
    sheets
      .map((place) =>
        inWords({ text: place.slice(6, -1), place }, 'Муниципалитет взят из названия листа: проверьте его'),
      )
      .find((found) => found !== null) ?? {
      value: '',
      place: before[0]?.place ?? 'начало файла',
      doubt: 'Муниципалитет в файле не найден: выберите его',
    }
  );
}

// the title of a form may be split over lines before these words
const titled = (lines: readonly HeadingLine[]) =>
  lines.some(({ text }) => /об\s+участниках\s+менторск/iu.test(cleanLine(text)));

function inHeading(lines: readonly HeadingLine[]): FoundMunicipality | null {
  const found = lines.map((line) => inWords(line, null)).filter((one) => one !== null);
  const [first] = found;
  // the districts of the big city are municipalities of their own
  const district = /волгоград$/iu.test(first?.value ?? '')
    ? found.find(({ value }) => /район/iu.test(value))
    : undefined;
  return byCaption(lines) ?? byLabel(lines) ?? district ?? first ?? null;
}

function byCaption(lines: readonly HeadingLine[]): FoundMunicipality | null {
  // a caption may be split over lines of the file
  const index = lines.findIndex(
    (line, at) =>
      caption.test(line.text) ||
      (caption.test(`${line.text} ${lines[at + 1]?.text ?? ''}`) && /наименовани/iu.test(line.text)),
  );
  const line = lines[index];
  if (!line) return null;
  const single = caption.test(line.text);
  const text = single ? line.text : `${line.text} ${lines[index + 1]?.text ?? ''}`;
  const found = (value: string, place: string) => ({
    value,
    place,
    doubt: looksLikePlace(value) ? null : `Проверьте муниципалитет: прочитано ${quoted(value)}`,
  });
  const beside = clean(text.replace(caption, '\n').replace(title, ' '));
  if (/\p{L}{2}/u.test(beside) && !isTitle(beside)) return found(beside, line.place);
  const near = [lines[index - 1], lines[index + (single ? 1 : 2)]]
    .filter((one) => one !== undefined)
    .map((one) => ({ value: clean(one.text.replace(title, ' ')), place: one.place }))
    .filter(({ value }) => /\p{L}{2}/u.test(value) && !isTitle(value));
  const best =
    near.find(({ value }) => looksLikePlace(value)) ??
    near.find(({ value }) => /^\p{Lu}/u.test(value) && value.length < 60);
  return best ? found(best.value, best.place) : null;
}

function byLabel(lines: readonly HeadingLine[]): FoundMunicipality | null {
  for (const { text, place } of lines) {
    const line = clean(text);
    const value = clean(line.replace(label, ''));
    if (value !== line && value !== '')
      return {
        value,
        place,
        doubt: looksLikePlace(value) ? null : `Проверьте муниципалитет: прочитано ${quoted(value)}`,
      };
  }
  return null;
}

const endings: readonly (readonly [RegExp, string])[] = [
  // before the adjectives in «-ский»: it ends in its own way
  [/городск(?:ого|ому|ом|им)(?!\p{L})/giu, 'городской'],
  [/(?<=\p{L})(?:ского|скому|ском|ским)(?=\s)/giu, 'ский'],
  [/(?<=\p{L})(?:цкого|цкому|цком|цким)(?=\s)/giu, 'цкий'],
  [/(?<=\p{L})(?:ного|ному|ном|ным)(?=\s)/giu, 'ный'],
  [/район(?:а|у|е|ом)(?!\p{L})/giu, 'район'],
  [/округ(?:а|у|е|ом)(?!\p{L})/giu, 'округ'],
];

const district =
  /\p{Lu}[\p{L}-]*(?:ский|ского|скому|ском|цкий|цкого|цкому|цком)\s+(?:муниципальн\p{L}+\s+|городск\p{L}+\s+)?(?:район|округ|р-н)\p{L}{0,2}(?:\s+(?:г\.\s?|города\s+)?Волгограда)?/u;
const city =
  /(?:городск(?:ой|ого|ому|ом)\s+округ\p{L}{0,2}|г\.\s?о\.|ГО)\s*[–—-]?\s*(?:город(?:-герой)?\p{L}?\s+|г\.\s?)?[«"]?\p{Lu}[\p{L}-]+[»"]?/u;
const town = /(?:г\.\s?|город\p{L}?\s+)\p{Lu}[\p{L}-]+/u;

/** «КАЛАЧЁВСКИЙ МУНИЦИПАЛЬНЫЙ РАЙОН» as it is written among other words. */
function lowered(line: string): string {
  if (/\p{Ll}/u.test(line)) return line;
  return line
    .toLowerCase()
    .replace(
      /(?<!\p{L})(?!городск(?:ий|ого)\s)\p{L}[\p{L}-]*(?=(?:ский|ского|цкий|цкого)\s)|(?<=(?:город(?!\p{L})|г\.)\s?[-–—]?\s?)\p{L}/gu,
      (name) => name.replace(/^\p{L}|(?<=-)\p{L}/gu, (letter) => letter.toUpperCase()),
    );
}

/** A name of a municipality inside other words, turned to the nominative case. */
function inWords({ text, place }: HeadingLine, doubt: string | null): FoundMunicipality | null {
  const line = lowered(clean(text));
  const sure = (city.exec(line) ?? district.exec(line))?.[0];
  if (sure !== undefined) {
    const value = endings.reduce((result, [pattern, ending]) => result.replace(pattern, ending), `${sure} `).trim();
    return { value, place, doubt };
  }
  const guess = town.exec(line)?.[0];
  return guess === undefined
    ? null
    : { value: guess, place, doubt: doubt ?? `Проверьте муниципалитет: прочитано ${quoted(guess)}` };
}

/** The folded name of a municipality where a line says nothing else, bare or as the name of a sheet; else ''. */
export function plainMunicipality(line: string): string {
  const text = line.replace(/^лист «(.*)»$/u, '$1');
  const bare = cleanLine(text).replace(/^\d+[.)]\s*/u, '');
  const found =
    bare.length > 120 || /школ|сад|лице|гимнази/iu.test(bare) ? null : inWords({ text: bare, place: '' }, null);
  return found !== null && bare.length <= found.value.length + 8 ? foldCell(found.value) : '';
}
