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
}

const intro =
  /(?:^|[\s(])(?:по\s+)?(?:следующ[а-яё]+\s+)?(?:тем[аеы]м?|тематик[аеи]|вопрос[аы]м?)(?:\s+[а-яё]+){0,2}\s*:\s*$/iu;
const inlineIntro = /^(.*?(?:по\s+(?:следующ[а-яё]+\s+)?(?:темам|теме|вопросам)|[Тт]ем[аы])\s*:)\s*(\S.*)$/u;
const quotedIntro = /^(.*?по\s+(?:следующ[а-яё]+\s+)?темам)\s+(«[^»]+»\s*[,;и].*)$/u;
const numberedIntro = /^(.{5,}?:)\s*(1[.)]\s*\S.*\s2[.)]\s*\S.*|[аa]\)\s*\S.*\s[бb]\)\s*\S.*)$/u;
const inlineOf = (text: string) => inlineIntro.exec(text) ?? quotedIntro.exec(text) ?? numberedIntro.exec(text);
const formLine = /^форм[аы](?:\s+(?:передачи\s+опыта|работы|проведения|взаимодействия))?\s*[:–—-]\s*(.+)$/iu;

/** Whether the words before announce themes: «… по темам:», or anything that ends with a colon. */
export function announcesThemes(title: string): boolean {
  return /:\s*$/u.test(title) || intro.test(`${title}:`);
}

/** Splits the lines of a cell into the activity and its themes (D-P.themes). */
export function readTitle(lines: readonly Line[], around: Around): FoundTitle {
  const title: string[] = [];
  const themes: { text: string; place: string; marked: boolean }[] = [];
  let form: string | null = null;
  let listed = false;
  for (const [index, line] of lines.entries()) {
    const said = formLine.exec(line.text);
    const { text, marked } = withoutBullet(line.text);
    const before = title.join(' ');
    if (said !== null && index > 0) form = said[1] ?? null;
    else if (index === 0) {
      const inline = inlineOf(text);
      const tail = inline === null ? [] : splitInline(inline[2] ?? '');
      if (inline !== null && looksListed(inline[2] ?? '')) {
        title.push(inline[1] ?? '');
        themes.push(...tail.map((part) => ({ text: part, place: line.place, marked: true })));
      } else title.push(text);
    } else if (themes.length === 0 && !startsTheme(line, marked, before, index === lines.length - 1)) {
      const inline = inlineOf(line.text);
      if (inline !== null && looksListed(inline[2] ?? '')) {
        title.push(inline[1] ?? '');
        themes.push(...splitInline(inline[2] ?? '').map((part) => ({ text: part, place: line.place, marked: true })));
      } else title.push(line.text);
    } else if (themes.length === 0) {
      listed = line.item || marked;
      themes.push(...splitInline(text).map((part) => ({ text: part, place: line.place, marked: true })));
    } else if (!line.item && !marked && continues(text, themes.at(-1)?.text ?? '', listed)) {
      const last = themes.at(-1);
      if (last !== undefined) last.text = `${last.text} ${text}`;
    } else
      themes.push(...splitInline(text).map((part) => ({ text: part, place: line.place, marked: line.item || marked })));
  }
  const whole = title.join(' ').replace(/\s+/gu, ' ').trim();
  const bare = whole.replace(/\s*[:;]\s*$/u, '');
  // «Онлайн-встречи (темы: «А», «Б»)»: the bracket closes after the last theme
  const last = themes.at(-1);
  if (last !== undefined && count(bare, /\(/gu) > count(bare, /\)/gu)) last.text = last.text.replace(/\)[.;]?$/u, '');
  return {
    title: themes.length === 0 ? bare : (announcement.exec(bare)?.[1] ?? bare),
    form,
    themes: themes.map(({ text, place }) => readTheme(text, place, around)),
    open: announcesThemes(whole),
  };
}

/** «Стажировка «Школа мастерства». Темы»: the last word announces the themes and is no part of the title. */
const announcement =
  /^(.*[^\s.,;(–—-])\s*(?:(?<=[»"”).])\s*|[.,;]\s*|\s[–—-]\s*|\s\(\s*|\s(?=\p{Lu}))(?:темы|тематика|вопросы)(?:\s+(?:встреч|занятий|консультаций|семинаров|стажировки|стажировок|практикумов))?$/iu;

function startsTheme(line: Line, marked: boolean, before: string, only: boolean): boolean {
  if (line.item || marked) return true;
  // «Супервизия «на входе»:» and one line in lower case is one title broken in two
  if (only && /^\p{Ll}/u.test(line.text) && !intro.test(`${before.replace(/\s*:\s*$/u, '')}:`)) return false;
  return announcesThemes(before) || (/^[«"„“]/u.test(line.text) && intro.test(`${before}:`));
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
    /^(?:[«"„“]|\d{1,2}[.)]\s|[аa]\)\s|[-–—•]\s)/u.test(text) || /;\s*\S|\([^)]*\)\s*,\s*\S.*\([^)]*\)/u.test(text)
  );
}

/** «Первая» (март 2027 г.), «Вторая»; 1) первая 2) вторая; первая; вторая. */
function splitInline(text: string): string[] {
  const parts = text
    .split(
      /;\s*(?![^(]*\))|;\s*(?=[а-яa-z]\)\s)|(?<=[»"“”)])\s*[,;]\s*(?:и\s+)?(?=[«"„“])|(?<=[»"“”)])\s+и\s+(?=[«"„“])|(?<=\))\s*,\s*(?=\S.*\))|(?<=\S\s)(?=\d{1,2}[)]\s)/u,
    )
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
  const after = /^([«"„“].*[»"“”])\s+([^«»"]+)$/u.exec(bare);
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
