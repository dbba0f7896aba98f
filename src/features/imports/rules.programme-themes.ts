import { withoutBullet, type Line } from './rules.programme-grid.ts';
import { plainDue, type Around, type FoundDue } from './rules.programme-dues.ts';

/** A theme inside an activity, with the dates said beside it. */
export interface FoundTheme {
  readonly title: string;
  readonly dues: readonly FoundDue[];
  readonly place: string;
  readonly doubts: readonly string[];
}

/** What the cell of an activity says. */
export interface FoundTitle {
  readonly title: string;
  readonly form: string | null;
  readonly themes: readonly FoundTheme[];
  /** Whether the last words announce themes that follow. */
  readonly open: boolean;
  /** What in it may be themes that were not told apart. */
  readonly doubts: readonly string[];
}

// quotation marks people type, those that open and those that close
const open = '«"„“‟‘\'';
const close = '»"“”’\'';
const quotation = `[${open}][^${open}${close}]+[${close}]`;

const intro =
  /(?:^|[\s(])(?:по\s+)?(?:следующ[а-яё]+\s+)?(?:тем[аеы]м?|тематик[аеи]|вопрос[аы]м?)(?:\s+[а-яё]+){0,2}\s*:\s*$/iu;
// «Семинары «А», «Б»»: several events of one sort, each with its name
const events =
  '(?:семинар|вебинар|практикум|тренинг|мастер-класс|занят|лекци|консультаци|встреч|стажировк|мастерск|конференци|лаборатори)[а-яё]*[ыия]|мастерские|круглые столы';
const inlineIntros: readonly RegExp[] = [
  /^(.*?(?:по\s+(?:следующ[а-яё]+\s+)?(?:темам|теме|вопросам)|[Тт]ем[аы])\s*:)\s*(\S.*)$/u,
  new RegExp(`^(.*?по\\s+(?:следующ[а-яё]+\\s+)?темам)\\s+(${quotation}\\s*[,;и].*)$`, 'u'),
  new RegExp(
    `^((?:[^${open}]*\\s)?(?:${events}))\\s+(${quotation}(?:\\s*(?:[,;]|и(?=\\s))\\s*${quotation})+)\\.?$`,
    'iu',
  ),
  /^(.{5,}?:)\s*(1[.)]\s*\S.*\s2[.)]\s*\S.*|[аa]\)\s*\S.*\s[бb]\)\s*\S.*)$/u,
];
const pairOfParties = /[\p{L}]\s*[–—-]\s*[\p{L}]/u;

/** «по темам: Управление рисками, Охрана труда»; whether in lower case a comma divides themes a person must tell. */
function plainNames(before: string, after: string): { names: string[]; sure: boolean } | null {
  const names = after.replace(/\.$/u, '').split(/,\s+/u);
  if (!/(?:темам|темы|вопросам)\s*:$/iu.test(before) || names.length < 2 || /[;«"„“]/u.test(after)) return null;
  if (names.every((name) => /^\p{Lu}/u.test(name))) return { names, sure: true };
  const goesOn = /^(?:(?:в том числе|а также|включая|котор|что|как|чтобы|когда|если|при|для|с|и|или|не)(?!\p{L}))/iu;
  return names.slice(1).some((name) => goesOn.test(name) || name.length > 80)
    ? { names: [after.replace(/\.$/u, '')], sure: false }
    : { names, sure: false };
}

// «Тема 1. Кадровый резерв»
const numberedTheme = /^тема\s*№?\s*\d{1,2}\s*[.:)–—-]\s*(?=\S)/iu;

/** A line without what makes it an item of a list; `marked` tells whether there was such a sign. */
function withoutMark(said: string): { text: string; marked: boolean } {
  const { text, marked } = withoutBullet(said);
  return { text: text.replace(numberedTheme, ''), marked: marked || numberedTheme.test(text) };
}

/** The words before themes said in the same line, and the themes; null where there are none. */
function inlineOf(text: string): { before: string; themes: string[]; sure?: boolean } | null {
  for (const pattern of inlineIntros) {
    const [, before, rest] = pattern.exec(text) ?? [];
    if (before === undefined || rest === undefined) continue;
    // «Вебинары (темы: ФГОС; ВСОКО)»: the bracket is none of the themes
    const after = opened(before) ? rest.replace(/\)[.;]?$/u, '') : rest;
    const themes = splitInline(after);
    // «консультации «руководитель – руководитель», «заместитель – заместитель»» say who meets whom
    const names = plainNames(before, after);
    if (names !== null) return { before, themes: names.names, sure: names.sure };
    if (looksListed(after) && !(before.endsWith(':') ? false : themes.every((theme) => pairOfParties.test(theme))))
      return { before, themes };
    return null;
  }
  return null;
}
const formLine = /^форм[аы](?:\s+(?:передачи\s+опыта|работы|проведения|взаимодействия))?\s*[:–—-]\s*(.+)$/iu;

/** Whether the words before announce themes: «… по темам:», or anything that ends with a colon. */
export function announcesThemes(title: string): boolean {
  return /:\s*$/u.test(title) || intro.test(`${title}:`);
}

/** Splits the lines of a cell into the activity and its themes (D-P.themes). */
export function readTitle(lines: readonly Line[], around: Around): FoundTitle {
  const title: string[] = [];
  const themes: { text: string; place: string }[] = [];
  let byCommas = false;
  let form: string | null = null;
  let listed = false;
  for (const [index, line] of lines.entries()) {
    const said = formLine.exec(line.text);
    const { text, marked } = index === 0 ? withoutBullet(line.text) : withoutMark(line.text);
    const before = title.join(' ');
    if (said !== null && index > 0) form = said[1] ?? null;
    else if (index === 0 || (themes.length === 0 && !startsTheme(line, marked, before, index === lines.length - 1))) {
      const own = index === 0 ? text : line.text;
      const inline = inlineOf(own);
      title.push(inline?.before ?? own);
      byCommas ||= inline?.sure === false;
      themes.push(...(inline?.themes ?? []).map((theme) => ({ text: theme, place: line.place })));
    } else if (themes.length > 0 && !line.item && !marked && continues(text, themes.at(-1)?.text ?? '', listed)) {
      const last = themes.at(-1);
      if (last !== undefined) last.text = `${last.text} ${text}`;
    } else {
      const own = line.item || marked;
      if (themes.length === 0) listed = own;
      // an item of a list is one theme, whatever it says, unless the list goes on in the same line
      const parts = own && !listGoesOn.test(text) ? [text] : splitInline(text);
      themes.push(...parts.map((part) => ({ text: part, place: line.place })));
    }
  }
  const whole = title.join(' ').replace(/\s+/gu, ' ').trim();
  const bare = whole.replace(/(?<!:)\s*[:;]$/u, '');
  // «Онлайн-встречи (темы: «А», «Б»)»: the bracket closes after the last theme
  const last = themes.at(-1);
  if (last !== undefined && count(bare, /\(/gu) > count(bare, /\)/gu)) last.text = last.text.replace(/\)[.;]?$/u, '');
  return {
    title: themes.length === 0 ? bare : (announcement.exec(bare)?.[1] ?? bare),
    form,
    themes: themes
      .map(({ text, place }) => readTheme(text, place, around))
      .map((theme, i) =>
        byCommas && i === 0
          ? { ...theme, doubts: [...theme.doubts, 'Темы названы через запятую: проверьте, где кончается каждая'] }
          : theme,
      ),
    open: announcesThemes(whole),
    doubts:
      themes.length === 0 && mayList.test(bare)
        ? ['В мероприятии, похоже, названы темы: впишите каждую отдельно, если это так']
        : [],
  };
}

// «по темам управление рисками, охрана труда», neither quoted nor listed
const mayList = /по\s+(?:следующ[а-яё]+\s+)?(?:темам|вопросам\s*:)\s[^«"„“]*,\s/iu;

/** «Стажировка «Школа мастерства». Темы»: the last word announces the themes and is no part of the title. */
const announcement =
  /^(.*[^\s.,;(–—-])\s*(?:(?<=[»"”).])\s*|[.,;]\s*|\s[–—-]\s*|\s\(\s*|\s(?=\p{Lu}))(?:темы|тематика|вопросы)(?:\s+(?:встреч|занятий|консультаций|семинаров|стажировки|стажировок|практикумов))?$/iu;

function startsTheme(line: Line, marked: boolean, before: string, only: boolean): boolean {
  if (line.item || marked) return true;
  // «Супервизия «на входе»:» and one line in lower case is one title broken in two
  if (only && /^\p{Ll}/u.test(line.text) && !intro.test(`${before.replace(/\s*:\s*$/u, '')}:`)) return false;
  return announcesThemes(before) || (quoted.test(line.text) && intro.test(`${before}:`));
}

/** A line of a bulleted list without a bullet of its own goes on with the item before. */
function continues(text: string, before: string, listed: boolean): boolean {
  if (/^[\p{Ll}(–—-]/u.test(text)) return true;
  return (/[,–—-]$/u.test(before) && listed) || opened(before);
}

/** Whether a quotation or a bracket is still open. */
function opened(text: string): boolean {
  return count(text, /«/gu) > count(text, /»/gu) || count(text, /\(/gu) > count(text, /\)/gu);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function looksListed(text: string): boolean {
  return (
    quoted.test(text) ||
    /^(?:\d{1,2}[.)]\s|[аa]\)\s|[-–—•]\s)/u.test(text) ||
    /;\s*\S|\([^)]*\)\s*,\s*\S.*\([^)]*\)/u.test(text)
  );
}

const quoted = new RegExp(`^[${open}]`, 'u');
const afterQuotation = new RegExp(`^([${open}].*[${close}])\\s+([^${open}${close}]+)$`, 'u');
const betweenThemes = new RegExp(
  [
    ';\\s*(?![^(]*\\))',
    ';\\s*(?=[а-яa-z]\\)\\s)',
    `(?<=[${close})])\\s*(?:[,;]\\s*(?:и\\s+)?|\\s+и\\s+)(?=[${open}])`,
    '(?<=\\))\\s*,\\s*(?=\\S.*\\))',
    '(?<=\\S\\s)(?=\\d{1,2}[)]\\s)',
  ].join('|'),
  'u',
);
const listGoesOn = /(?:;\s*[-–—•]|(?:^|\s)(?:2[.)]|[бb]\)))\s/iu;

/** «Первая» (март 2027 г.), «Вторая»; 1) первая 2) вторая; первая; вторая. */
function splitInline(text: string): string[] {
  const parts = text
    .split(betweenThemes)
    .map((part) => withoutBullet(part.trim()).text)
    .filter((part) => part !== '');
  return parts.length === 0 ? [text] : parts;
}

/** A theme with its dates: in brackets at the end, after a dash or a comma at the end, or before a colon. */
export function readTheme(raw: string, place: string, around: Around): FoundTheme {
  const text = withoutBullet(raw)
    .text.replace(/\s*[;,]\s*$/u, '')
    .trim();
  const bare = text.replace(/(?<=[»"”)])\.$/u, '');
  const brackets = /^(.*\S)\s*\(([^()]*)\)$/u.exec(bare);
  const lead = /^([^«»":]{3,60}?)\s*(?::|\s[–—-])\s*(\S.*)$/u.exec(bare);
  const after = afterQuotation.exec(bare);
  for (const [title, dates] of [pair(brackets, 1, 2), ...tails(bare), pair(after, 1, 2), pair(lead, 2, 1)]) {
    if (title === undefined || dates === undefined) continue;
    const readings = dates.split(';').map((part) => plainDue(part.trim(), around));
    if (readings.includes(null)) continue;
    const known = readings.filter((reading) => reading !== null);
    return {
      title: title.trim(),
      dues: known.map(({ due }) => due),
      place,
      doubts: known.flatMap(({ doubts }) => doubts),
    };
  }
  return { title: bare.replace(/(?<=[»\p{L}])\.$/u, ''), dues: [], place, doubts: [] };
}

/** The ways to cut a tail off at a dash or a comma, the longest tail first. */
function tails(text: string): (readonly [string, string])[] {
  const cuts = [...text.matchAll(/(?<=[»"“”)\p{L}])(?:\s+[–—-]\s*|\s*[–—-]\s+|,\s+)(?=[^«»"]+$)/gu)].slice(-8);
  return cuts
    .map((cut) => [text.slice(0, cut.index), text.slice(cut.index + cut[0].length)] as const)
    .filter(([title]) => !opened(title));
}

function pair(found: RegExpExecArray | null, title: number, dates: number): readonly [string?, string?] {
  return found === null ? [] : [found[title], found[dates]];
}
