import { readDue, type Around, type FoundDue } from './rules.programme-dues.ts';
import type { Line } from './rules.programme-grid.ts';
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
    mark: row.mark.join(' '),
    places: row.places,
    doubts: found,
  };
}

/** When an activity takes place; one that says it only theme by theme takes place when its themes do. */
function dueOf(row: Writing, themes: readonly FoundTheme[]): ReturnType<typeof readDue> {
  const own = readDue(row.dueLines, row.around);
  const said = themes.flatMap((theme) => theme.dues.map((due) => due.text));
  if (row.dueLines.length > 0 || said.length === 0) return own;
  const together = readDue(said, row.around);
  if (together.due.kind === 'text') return own;
  return { due: together.due, doubts: ['Срок мероприятия взят из сроков тем: проверьте'] };
}
