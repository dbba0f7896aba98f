import type { PaperCell } from '#kernel/paper.ts';
import { cleanLine, cleanText, joinHyphens } from '#kernel/text.ts';
import { isNothing } from './rules.words.ts';

/** A line of a cell; `item` is true where an automatic list puts its bullet or number. */
export interface CellLine {
  readonly text: string;
  readonly item: boolean;
}

/** An item of a list without its bullet and end mark; `ticked` where a sign of choice stands by it. */
export interface ListItem {
  readonly text: string;
  readonly ticked: boolean;
  /** Whether the author calls it an own one: «(своё)», «другое: …». */
  readonly own: boolean;
}

/** How surely a text is one of the expected items: 1 surely, 0 not at all. */
export type Familiarity = (text: string) => number;

/** The lines of a cell; the rows of a table inside it become lines too. */
export function cellLines(cell: Pick<PaperCell, 'text' | 'blocks'>): CellLine[] {
  if (cell.blocks.length === 0) return splitLines(cell.text, false);
  return cell.blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? splitLines(block.text, block.item)
      : block.rows.flatMap((row): CellLine[] => {
          const [first = '', ...others] = row.cells.map(({ text }) => cleanLine(text));
          const text = (/^\d{1,2}[.)]?$/.test(first) ? others : [first, ...others]).join(' ').trim();
          return text === '' || /^(?:№\s*)?(?:п\/п\s*)?направлени[ея](?: менторства)?$/iu.test(text)
            ? []
            : [{ text, item: true }];
        }),
  );
}

function splitLines(text: string, item: boolean): CellLine[] {
  return joinHyphens(cleanText(text))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => ({ text: line, item: item && index === 0 }));
}

/** Everything a cell says, its tables too, on lines. */
export function cellText(cell: Pick<PaperCell, 'text' | 'blocks'>): string {
  const nested = cell.blocks.some((block) => block.kind === 'table');
  return nested
    ? cellLines(cell)
        .map(({ text }) => text)
        .join('\n')
    : cleanText(cell.text);
}

const bullet = /^\s*(?:[-–—−‒―•·●○◦▪▫■□◆◇►▶▸➢➤➔→*~§\uF0A7\uF0B7\uF02D\uF0D8\uF0FC]+\s*|[oо]\s+(?=\p{L}{3}))/u;
const numbering = /^\s*\(?(?:\d{1,2}(?:\.\d{1,2})*[.)](?!\d)|\d{1,2}(?:\.\d{1,2})+(?=\s)|[а-яёa-z]\))\s*/iu;
const plainNumber = /^\s*(\d{1,2})\s+(?=\p{L})/u;
const tickStart = /^\s*(?:\[[xхvv+]\]|[☑☒✓✔√+]|[VvХхXx](?=\s))\s*/u;
const tickEnd = /\s*(?:[([][xхvv+][)\]]|[☑☒✓✔√+]|(?<=\s)[–—-]?\s*(?:[VvХхXx]|да))\s*[;,.]?$/u;
const boxStart = /^\s*(?:[☐☑☒□■✓✔√]|\[[ xхvv+]?\])\s*/u;

/** Joins words divided by a hyphen at the end of a line. */
function joinLines(lines: readonly CellLine[]): CellLine[] {
  const joined: CellLine[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    const whole = last && !line.item ? joinHyphens(`${last.text}\n${line.text}`) : '\n';
    if (whole.includes('\n')) joined.push(line);
    else joined[joined.length - 1] = { ...last!, text: whole };
  }
  return joined;
}

/** Cuts a line where an enumeration goes on inside it: «1) … 2) …», «• … • …». */
function cutInside(line: CellLine): CellLine[] {
  const dotted = line.text.split(/\s*(?=[•●▪►➢☐☑☒✓✔])/u);
  return dotted
    .flatMap((part) => {
      const first = /^\s*\(?(\d{1,2})([.)])/.exec(part);
      if (!first) return [part];
      const parts: string[] = [];
      let rest = part;
      for (let next = Number(first[1]) + 1; ; next++) {
        const found = new RegExp(`[\\s;,]\\(?${next}\\${first[2]}\\s*(?=\\p{L})`, 'u').exec(rest);
        if (!found) return [...parts, rest];
        parts.push(rest.slice(0, found.index));
        rest = rest.slice(found.index + 1);
      }
    })
    .filter((text) => text.trim() !== '')
    .map((text, index) => ({ text, item: line.item && index === 0 }));
}

interface Piece {
  readonly text: string;
  /** What stands between this piece and the one before it. */
  readonly after: 'start' | 'comma' | 'semicolon' | 'line' | 'ended-line';
  /** The mark at its end. */
  readonly mark: string;
}

/** Splits a line at commas, semicolons and ends of sentences outside brackets and quotation marks. */
function cutAtMarks(text: string): { text: string; mark: string }[] {
  const parts: { text: string; mark: string }[] = [];
  let depth = 0;
  let start = 0;
  let straight = false;
  const push = (end: number, mark: string) => {
    parts.push({ text: text.slice(start, end), mark });
    start = end + 1;
  };
  for (let index = 0; index < text.length; index++) {
    const sign = text[index]!;
    if ('(«„“'.includes(sign) && !(sign === '“' && depth > 0)) depth++;
    else if (')»”“'.includes(sign)) depth = Math.max(0, depth - 1);
    else if (sign === '"') straight = !straight;
    else if (depth === 0 && !straight) {
      if (sign === ',' || sign === ';') push(index, sign);
      else if (sign === '/' && /\s/.test(`${text[index - 1] ?? ''}${text[index + 1] ?? ''}`)) push(index, ' /');
      else if (
        sign === '.' &&
        /^\.\s+\p{Lu}/u.test(text.slice(index, index + 4)) &&
        /(?:\p{Ll}{4}|\p{Lu}{2})$/u.test(text.slice(start, index))
      )
        push(index, '.');
    }
  }
  parts.push({ text: text.slice(start), mark: '' });
  return parts.filter((part) => !isNothing(part.text));
}

const maximumPieces = 80;
// no form names so many; joining more would only cost time
const groupedPieces = 40;

/** Joins pieces into items so that what is expected stays whole: a title with commas, a title over two lines. */
function group(pieces: readonly Piece[], familiar: Familiarity): string[] {
  const commaCost = pieces.some(
    (piece, index) => (piece.after === 'comma' || pieces[index + 1]?.after === 'comma') && familiar(piece.text) > 0.9,
  )
    ? 1.2
    : 0.5;
  const costs = { start: 0, comma: commaCost, semicolon: 9, line: 1.2, 'ended-line': 1.5 };
  const best: { cost: number; from: number; text: string }[] = [{ cost: 0, from: 0, text: '' }];
  for (let end = 1; end <= pieces.length; end++) {
    let chosen = { cost: Number.POSITIVE_INFINITY, from: 0, text: '' };
    let text = '';
    let joins = 0;
    for (let from = end - 1; from >= Math.max(0, end - 6); from--) {
      const piece = pieces[from]!;
      const next = from + 1 < end ? pieces[from + 1]!.after : 'start';
      text = from + 1 < end ? `${piece.text}${piece.mark} ${text}` : piece.text;
      joins += costs[next];
      if (joins >= 9) break;
      const known = familiar(text);
      const own = known > 0.9 ? 0.05 : known > 0.5 ? 0.65 : 1;
      // a title the regulation itself writes with commas costs nothing to join
      const cost = best[from]!.cost + (known > 0.9 ? own + joins / 20 : own + joins);
      if (cost < chosen.cost) chosen = { cost, from, text };
    }
    best.push(chosen);
  }
  const items: string[] = [];
  for (let end = pieces.length; end > 0; end = best[end]!.from) items.unshift(best[end]!.text);
  return items;
}

/**
 * The items of a list however it is written: bullets and numbers of any kind, automatic lists, semicolons, commas,
 * lines, all in one line. `familiar` tells the expected items, so that their own commas and line breaks do not cut
 * them; an unexpected item with a bullet of its own is never cut.
 */
export function splitList(lines: readonly CellLine[], familiar: Familiarity = () => 0): ListItem[] {
  const cut = joinLines(lines.slice(0, maximumPieces)).flatMap(cutInside);
  const numbers = cut.map(({ text }) => Number(plainNumber.exec(text)?.[1] ?? Number.NaN));
  const counted = numbers.filter((number, index) => number === index + 1).length >= 2;
  const started = cut.map((line) => {
    const bare = line.text.replace(boxStart, '').replace(numbering, '').replace(bullet, '').replace(numbering, '');
    const text = counted ? bare.replace(plainNumber, '') : bare;
    return { text, starts: line.item || text !== line.text || ownStart.test(text), ticked: isTicked(line.text, text) };
  });
  // «+» before every item is a bullet, before some it is a choice
  const plus = started.filter(({ text }) => tickStart.test(text)).length;
  const chosen = plus > 0 && plus < started.length;
  const raw: { text: string; ticked: boolean }[] = [];
  if (started.some(({ starts }) => starts)) {
    const items: { text: string; ticked: boolean }[] = [];
    for (const { text, starts, ticked } of started) {
      const last = items.at(-1);
      const goesOn = last && !starts && !/[;.:]\s*$/.test(last.text);
      const apart = last && familiar(tidy(last.text)) > 0.9 && familiar(tidy(text)) > 0.9;
      if (goesOn && (!apart || familiar(tidy(`${last.text} ${text}`)) > 0.9)) {
        last.text = `${last.text} ${text}`;
        last.ticked ||= ticked;
      } else items.push({ text, ticked });
    }
    for (const { text, ticked } of items) {
      const parts = cutAtMarks(text).map((part) => part.text);
      const dashed = text.split(/\s+[-–—]\s+/u);
      const known = (list: readonly string[]) =>
        list.length > 1 &&
        familiar(tidy(text)) < 0.9 &&
        list.every((part) => familiar(tidy(part)) > 0.5) &&
        list.some((part) => familiar(tidy(part)) > 0.9);
      // «своё: школьное медиа; управление развитием»
      const listed = text.split(/;\s+/u);
      const several = listed.length > 1 && listed.some((part) => familiar(tidy(part)) > 0.9);
      const pieces = known(parts) ? parts : known(dashed) ? dashed : several ? listed : [text];
      raw.push(...pieces.map((part) => ({ text: part, ticked })));
    }
  } else {
    const pieces = started.flatMap(({ text }, row) =>
      cutAtMarks(text).map((part, index, all): Piece => {
        const before = row > 0 ? started[row - 1]!.text : '';
        const piece = { text: part.text.trim(), mark: part.mark };
        if (index > 0) return { ...piece, after: all[index - 1]!.mark === ';' ? 'semicolon' : 'comma' };
        if (row === 0) return { ...piece, after: 'start' };
        return {
          ...piece,
          after: /;\s*$/.test(before) ? 'semicolon' : /[,.]\s*$/.test(before) ? 'ended-line' : 'line',
        };
      }),
    );
    const ticks = started.some(({ ticked }) => ticked);
    const items =
      pieces.length > groupedPieces ? pieces.map(({ text }) => text) : group(pieces, (text) => familiar(tidy(text)));
    raw.push(...items.map((text) => ({ text, ticked: ticks && isTicked(text, text) })));
  }
  return raw
    .map(({ text, ticked }): ListItem => {
      const unticked =
        chosen || ticked ? text.replace(tickStart, '').replace(tickEnd, '') : text.replace(/^\s*\+\s*/, '');
      const { text: bare, own } = withoutOwnMark(tidy(unticked));
      return { text: bare, own, ticked: ticked || (chosen && tickStart.test(text)) };
    })
    .filter(({ text }, index, all) => !isNothing(text) && !(/:$/.test(text) && index < all.length - 1));
}

function isTicked(line: string, text: string): boolean {
  return /^\s*(?:[☑☒✓✔√■]|\[[xхvv+]\])/iu.test(line) || tickEnd.test(text) || /^\s*[VvХхXx]\s/u.test(text);
}

/** Without spaces and marks at the ends. */
function tidy(text: string): string {
  return cleanLine(text)
    .replace(/^[\s,;.]+|(?<![\s,;])[\s,;]+$/gu, '')
    .replace(/(?<=\p{Ll}{3}|\p{Lu}{2}|[)»"”])\.$/u, '');
}

const ownWords = '(?:сво[её]|собственное|добавлено|дополнительно|иное|другое)(?:\\s+направление)?';
const ownEnd = new RegExp(`\\s*[(\\[–—-]\\s*${ownWords}\\s*[)\\]]?$`, 'iu');
const ownStart = new RegExp(`^\\(?${ownWords}\\)?\\s*[:–—-]\\s*(?=\\S)`, 'iu');

function withoutOwnMark(text: string): { text: string; own: boolean } {
  const bare = tidy(text.replace(ownEnd, '').replace(ownStart, ''));
  return bare === '' ? { text, own: false } : { text: bare, own: bare !== text };
}
