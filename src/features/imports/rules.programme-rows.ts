import { monthOf } from '#kernel/dates.ts';
import { dueRange, type Due } from '#kernel/due.ts';
import { readDue, type Around, type FoundDue } from './rules.programme-dues.ts';
import { withoutBullet, type Line } from './rules.programme-grid.ts';
import { splitResponsible } from './rules.programme-responsible.ts';
import type { Stage } from './rules.programme-stages.ts';
import { announcesThemes, readTitle, type FoundTheme } from './rules.programme-themes.ts';

/** A row of the plan as the file says it. */
export interface FoundActivity {
  readonly number: number;
  readonly said: string;
  readonly stage: Stage;
  readonly title: string;
  readonly form: string | null;
  readonly themes: readonly FoundTheme[];
  readonly due: FoundDue;
  readonly responsible: readonly string[];
  readonly mark: string;
  readonly places: Readonly<Record<string, string>>;
  readonly doubts: readonly { readonly field: string; readonly message: string; readonly place: string }[];
}

/** A row while it is being read: later rows may add to it. */
export interface Writing {
  said: string;
  stage: Stage;
  titleLines: Line[];
  themes: FoundTheme[];
  dueLines: string[];
  responsible: string[];
  mark: string[];
  form: string | null;
  around: Around;
  places: Record<string, string>;
  doubts: { field: string; message: string; place: string }[];
}

/** The numbers a cell tells: «1.⏎2.», «4, 5», «6–7». */
export function numbersIn(said: string): string[] {
  const list = /^\d{1,2}\.?(?:\s*(?:,|;|\s|и)\s*\d{1,2}\.?)+$/u.test(said.trim())
    ? (said.match(/\d{1,2}\.?/gu) ?? [])
    : [];
  const [, from, to] = /^(\d{1,2})\.?\s*[–—-]\s*(\d{1,2})\.?$/u.exec(said.trim()) ?? [];
  const count = Number(to) - Number(from) + 1;
  return count > 1 && count < 10 ? Array.from({ length: count }, (_, i) => String(Number(from) + i)) : list;
}

/**
 * A row of several activities, one under another, as rows of their own: by its numbers, or where every line of the title
 * is numbered and has a date beside it. What cannot be divided as surely is a doubt.
 */
export function divided(row: Writing): Writing[] {
  const numbers = numbersIn(row.said);
  const titles = titlesIn(row.titleLines, numbers.length);
  const numbered = row.titleLines.every(({ text, item }) => item || /^\d{1,2}[.)]\s/u.test(text));
  const count = numbers.length > 1 ? numbers.length : numbered ? row.titleLines.length : 1;
  if (count < 2 || row.themes.length > 0 || (numbers.length < 2 && row.dueLines.length !== count)) return [row];
  const doubt = (message: string) => [...row.doubts, { field: 'title', message, place: row.places['title'] ?? '' }];
  if (titles.length !== count)
    return numbers.length > 1
      ? [{ ...row, doubts: doubt('В строке несколько номеров: разделите мероприятия, если их несколько') }]
      : [row];
  const clear = [row.dueLines, row.responsible, row.mark].every(({ length }) => length < 2 || length === count);
  return titles.map((titleLines, index) => {
    const part = (lines: string[]) => (lines.length === count ? [lines[index]!] : [...lines]);
    return {
      ...row,
      said: numbers[index] ?? '',
      titleLines,
      themes: [],
      dueLines: part(row.dueLines),
      responsible: part(row.responsible),
      mark: part(row.mark),
      doubts: clear ? [...row.doubts] : doubt('Мероприятия одной строки разделены: проверьте срок и ответственных'),
    };
  });
}

/** The lines of each of several titles: one each, or each from its number on. */
function titlesIn(lines: readonly Line[], count: number): Line[][] {
  const bare = (line: Line): Line => ({ ...line, item: false, text: withoutBullet(line.text).text });
  const begins = lines.filter(({ text, item }) => item || /^\d{1,2}[.)]\s/u.test(text));
  if (lines.length === count || begins.length === lines.length) return lines.map((line) => [bare(line)]);
  if (begins.length !== count || begins[0] !== lines[0]) return [];
  const titles: Line[][] = [];
  for (const line of lines)
    if (begins.includes(line)) titles.push([bare(line)]);
    else titles.at(-1)?.push(line);
  return titles;
}

/** A theme with the dates said in a column of its own. */
export function withDues(theme: FoundTheme, lines: readonly string[], around: Around): FoundTheme {
  if (lines.length === 0) return theme;
  const { due, doubts } = readDue(lines, around);
  return { ...theme, dues: [...theme.dues, due], doubts: [...theme.doubts, ...doubts] };
}

/** «3.1» under «3. Цикл консультаций:», which has no time of its own, is a theme of it. */
export function isPartOf(number: string, last: Writing): boolean {
  const parent = /^(\d{1,2}(?:\.\d{1,2})?)\.\d{1,2}\.?$/u.exec(number)?.[1];
  if (parent === undefined || last.said.replace(/\.$/u, '') !== parent) return false;
  const title = last.titleLines.map((line) => line.text).join(' ');
  return (
    announcesThemes(title) || (last.dueLines.length === 0 && (last.responsible.length === 0 || last.themes.length > 0))
  );
}

/** A row read to its end: its themes, dates and people taken apart. */
export function finished(row: Writing, index: number): FoundActivity {
  const titled = readTitle(row.titleLines, row.around);
  const responsible = splitResponsible(row.responsible);
  const themes = [...titled.themes, ...row.themes];
  const { due, doubts } = dueOf(row, themes);
  const found = [...row.doubts];
  const place = (field: string): string => row.places[field] ?? row.places[''] ?? '';
  found.push(...doubts.map((message) => ({ field: 'due', message, place: place('due') })));
  found.push(...titled.doubts.map((message) => ({ field: 'title', message, place: place('title') })));
  themes.forEach((theme, i) =>
    found.push(...theme.doubts.map((message) => ({ field: `themes[${i}]`, message, place: theme.place }))),
  );
  if (responsible.length === 0)
    found.push({ field: 'responsible', message: 'Ответственные не названы: выберите их', place: place('responsible') });
  const plain = /^(\d{1,3})[.)]?$/u.exec(row.said);
  return {
    number: plain ? Number(plain[1]) : index + 1,
    said: row.said,
    stage: row.stage,
    title: titled.title,
    form: row.form ?? titled.form,
    themes,
    due,
    responsible,
    mark: markOf(row.mark),
    places: row.places,
    doubts: found,
  };
}

/** A mark of completion; a dash says that there is none. */
function markOf(lines: readonly string[]): string {
  const mark = lines.join(' ');
  return /[\p{L}\p{N}+✓✔☑V]/u.test(mark) ? mark : '';
}

/** When an activity takes place; one that says it only theme by theme takes place when its themes do. */
function dueOf(row: Writing, themes: readonly FoundTheme[]): ReturnType<typeof readDue> {
  const own = readDue(row.dueLines, row.around);
  const dues = themes.flatMap((theme) => theme.dues);
  if (row.dueLines.length > 0 || dues.length === 0) return own;
  const said = dues.map((due) => due.text);
  const together = readDue(said, row.around);
  const due = together.due.kind === 'text' ? monthsOf(dues) : together.due;
  if (due === null) return own;
  return { due: { ...due, text: said.join('; ') }, doubts: ['Срок мероприятия взят из сроков тем: проверьте'] };
}

/** From the first month of several dates to the last. */
function monthsOf(dues: readonly FoundDue[]): Due | null {
  const ranges = dues.map((due) => dueRange(due)).filter((range) => range !== null);
  const from = ranges.map((range) => monthOf(range.from)).toSorted()[0];
  const to = ranges
    .map((range) => monthOf(range.to))
    .toSorted()
    .at(-1);
  if (from === undefined || to === undefined) return null;
  return from === to ? { kind: 'month', month: from } : { kind: 'span', from, to };
}
