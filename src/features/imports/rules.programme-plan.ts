import type { PaperTable } from '#kernel/paper.ts';
import { cleanLine } from '#kernel/text.ts';
import type { Period } from '#kernel/due.ts';
import { planColumnOf, type PlanColumn } from './rules.programme-captions.ts';
import { readDue, type Around, type FoundDue } from './rules.programme-dues.ts';
import {
  blocksOf,
  captionText,
  cellsOf,
  cellText,
  gridOf,
  linesOf,
  widthOf,
  withoutBullet,
  type Grid,
  type GridCell,
  type Line,
} from './rules.programme-grid.ts';
import { splitResponsible } from './rules.programme-responsible.ts';
import { stageHeading, type Stage } from './rules.programme-stages.ts';
import { announcesThemes, readTheme, readTitle, type FoundTheme } from './rules.programme-themes.ts';

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

/** Something of the plan that stood outside of its rows. */
export interface PlanDoubt {
  readonly message: string;
  readonly place: string;
}

/** The columns of a plan, kept for a table that goes on without a header. */
export interface PlanLayout {
  readonly columns: ReadonlyMap<PlanColumn, number>;
  readonly width: number;
  /** Other columns of the responsible: «от опытной команды», «от развивающейся команды». */
  readonly shared: readonly number[];
  /** What the header says above each column, folded. */
  readonly head: ReadonlyMap<PlanColumn, string>;
}

/** The layout of a table that is a plan, and the rows its header takes; null where it is none. */
export function planLayout(table: PaperTable): (PlanLayout & { readonly from: number; readonly rows: number }) | null {
  const grid = gridOf(table);
  for (let from = 0; from < Math.min(grid.length, 80); from++) {
    for (const rows of [2, 1]) {
      if (rows === 2 && !isSecondHeaderRow(grid, from)) continue;
      const columns = layoutOf(grid, from, rows);
      if (columns.has('title') && (columns.has('due') || columns.has('responsible')) && columns.size > 2)
        return {
          columns,
          shared: sharedOf(grid, from, rows, columns),
          width: widthOf(grid),
          head: headOf(grid, from, columns),
          from,
          rows,
        };
    }
  }
  return null;
}

function headOf(grid: Grid, row: number, columns: ReadonlyMap<PlanColumn, number>): Map<PlanColumn, string> {
  return new Map([...columns].map(([kind, column]) => [kind, captionText(grid[row]?.[column]?.cell.text ?? '')]));
}

function sharedOf(grid: Grid, from: number, rows: number, columns: ReadonlyMap<PlanColumn, number>): number[] {
  const first = columns.get('responsible');
  if (first === undefined) return [];
  const texts = (column: number) => Array.from({ length: rows }, (_, i) => grid[from + i]?.[column]?.cell.text ?? '');
  return Array.from({ length: widthOf(grid) }, (_, column) => column).filter(
    (column) => column > first && texts(column).some((text) => planColumnOf(text) === 'responsible'),
  );
}

function isSecondHeaderRow(grid: Grid, from: number): boolean {
  const first = cellsOf(grid, from);
  const second = cellsOf(grid, from + 1);
  if (second.length === 0 || first.length < 3 || !first.some(({ cell }) => cell.rows > 1 || cell.columns > 1))
    return false;
  return (
    first.some(({ cell, first: row }) => row === from && cell.rows > 1 && cell.rows <= 3) ||
    second.every(({ cell }) => cell.text === '' || (cell.text.length < 40 && planColumnOf(cell.text) !== null))
  );
}

function layoutOf(grid: Grid, from: number, rows: number): Map<PlanColumn, number> {
  const found = new Map<PlanColumn, number>();
  const weak = new Map<PlanColumn, number>();
  for (let column = 0; column < widthOf(grid); column++) {
    const texts = Array.from({ length: rows }, (_, i) => grid[from + i]?.[column]?.cell)
      .filter((cell, i, all) => cell !== undefined && all.indexOf(cell) === i)
      .map((cell) => cell?.text ?? '');
    // far below the top a row with longer texts is an activity
    if (from > 5 && texts.some((text) => text.length > 50)) continue;
    const kind = planColumnOf(texts.toReversed().join(' ')) ?? planColumnOf(texts[0] ?? '');
    if (kind === null || kind === 'fact') continue;
    if (kind === 'weak-mark') weak.set('mark', column);
    else if (kind === 'weak-responsible') weak.set('responsible', column);
    else if (!found.has(kind)) found.set(kind, column);
  }
  for (const [kind, column] of weak) if (!found.has(kind)) found.set(kind, column);
  return found;
}

interface Row {
  readonly index: number;
  readonly at: (column: PlanColumn) => GridCell | undefined;
  /** The text of a cell that begins in this row. */
  readonly own: (column: PlanColumn) => string;
  readonly cells: readonly GridCell[];
  readonly place: string;
}

interface Writing {
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

/** Reads plans table after table; the stage and the layout go on from one to the next. */
export class PlanReader {
  readonly #programme: Period | null;
  #layout: PlanLayout | null = null;
  #stage: Stage | null = null;
  #span: Period | null = null;
  #stageDoubt: string | null = null;
  readonly #spans: Period[] = [];
  readonly #rows: Writing[] = [];
  readonly #doubts: PlanDoubt[] = [];

  constructor(programme: Period | null) {
    this.#programme = programme;
  }

  get started(): boolean {
    return this.#rows.length > 0;
  }

  /** The days all the stages cover together; null where their headings name none. */
  get span(): Period | null {
    const from = this.#spans.map((one) => one.from).toSorted()[0];
    const to = this.#spans
      .map((one) => one.to)
      .toSorted()
      .at(-1);
    return from === undefined || to === undefined ? null : { from, to };
  }

  get stages(): boolean {
    return this.#stage !== null;
  }

  /** A heading of a stage between tables; false where the text is none. */
  heading(text: string): boolean {
    const heading = stageHeading(text, { before: this.#stage, alone: true, programme: this.#programme });
    if (heading === null) return false;
    this.#stage = heading.stage;
    this.#span = heading.span;
    if (heading.span !== null) this.#spans.push(heading.span);
    this.#stageDoubt = heading.doubt;
    return true;
  }

  /** A table of the plan, or one that goes on with it; false where it is none. */
  table(table: PaperTable): boolean {
    const own = planLayout(table);
    const grid = gridOf(table);
    if (own === null && !(this.#layout !== null && Math.abs(widthOf(grid) - this.#layout.width) === 0)) return false;
    const layout = own ?? this.#layout;
    if (layout === null) return false;
    this.#layout = { columns: layout.columns, shared: layout.shared, width: layout.width, head: layout.head };
    // what stands above the header: a title row, a stage
    for (let row = 0; row < (own?.from ?? 0); row++)
      this.heading(
        cellsOf(grid, row)
          .map(({ cell }) => cellText(cell))
          .join(' '),
      );
    const unnumbered = this.#unnumbered(grid, own === null ? 0 : own.from + own.rows);
    for (let index = own === null ? 0 : own.from + own.rows; index < grid.length; index++)
      this.#row(this.#rowAt(grid, index), grid, unnumbered);
    return true;
  }

  #rowAt(grid: Grid, index: number): Row {
    const columns = this.#layout?.columns ?? new Map<PlanColumn, number>();
    const at = (column: PlanColumn): GridCell | undefined => {
      const place = columns.get(column);
      return place === undefined ? undefined : grid[index]?.[place];
    };
    const own = (column: PlanColumn): string => {
      const cell = at(column);
      return cell !== undefined && cell.first === index ? cellText(cell.cell) : '';
    };
    const cells = cellsOf(grid, index);
    const place = cells.find(({ first }) => first === index)?.cell.place ?? '';
    return { index, at, own, cells, place };
  }

  /** Whether rows carry no written numbers: the list numbers itself, or there is no such column. */
  #unnumbered(grid: Grid, from: number): boolean {
    for (let index = from; index < grid.length; index++)
      if (/\d/u.test(this.#rowAt(grid, index).own('number'))) return false;
    return true;
  }

  #row(row: Row, grid: Grid, unnumbered: boolean): void {
    const own = row.cells.filter(({ first }) => first === row.index);
    const filled = own.filter(({ cell }) => cellText(cell) !== '');
    if (filled.length === 0) return;
    if (this.#isHeader(row) || isNumeration(filled)) return;
    if (this.#isStage(row, filled)) return;

    const title = row.own('title');
    const titled = row.at('title');
    const last = this.#rows.at(-1);
    const number = row.own('number');
    const themeCell = row.own('themes');
    if (title === '') {
      if (last !== undefined && (titled === undefined || titled.first < row.index || number === ''))
        this.#goOn(last, row);
      else if (filled.length > 0) this.#notUnderstood(filled);
      return;
    }
    const alone = filled.length === 1;
    // a remark across the table has no time of its own
    if (alone && titled !== undefined && titled.cell === row.at('due')?.cell) return this.#notUnderstood(filled);
    const dueOwn = row.own('due');
    const sharedDue = (row.at('due')?.first ?? row.index) < row.index;
    if (last !== undefined && isPartOf(number, last)) {
      this.#addThemes(last, row);
      return;
    }
    if (last !== undefined && number === '' && this.#isTheme(row, last, { unnumbered, alone, dueOwn, sharedDue })) {
      this.#addThemes(last, row);
      return;
    }
    if (alone && number === '' && last === undefined && dueOwn === '' && row.cells.length === 1) {
      this.#notUnderstood(filled);
      return;
    }
    this.#add(row, grid, themeCell);
  }

  /** The header repeated on another page says the same words. */
  #isHeader(row: Row): boolean {
    const head = this.#layout?.head ?? new Map<PlanColumn, string>();
    const same = [...head].filter(([column, text]) => text !== '' && captionText(row.own(column)) === text);
    return same.some(([column]) => column === 'title') && same.length >= 2;
  }

  #isStage(row: Row, filled: readonly GridCell[]): boolean {
    const stageCell = row.own('stage') || this.#mergedStage(row);
    if (
      stageCell !== '' &&
      this.heading(stageCell) &&
      filled.length > 1 &&
      row.own('title') !== '' &&
      row.own('title') !== stageCell
    )
      return false;
    const place = filled[0]?.cell.place ?? '';
    const first = filled[0];
    const title = row.own('title');
    const text = filled.map(({ cell }) => cellText(cell)).join(' ');
    const rest = (['responsible', 'mark'] as const).filter((column) => {
      const cell = row.at(column);
      return (
        cell !== undefined && cell.cell !== first?.cell && cell.cell !== row.at('title')?.cell && row.own(column) !== ''
      );
    });
    const across = filled.length === 1;
    const headed = across || rest.length === 0;
    if (!headed) return false;
    const heading = stageHeading(across || filled.length <= 3 ? text : title, {
      before: this.#stage,
      alone: across,
      programme: this.#programme,
    });
    if (heading === null) return false;
    this.#stage = heading.stage;
    this.#span = heading.span;
    if (heading.span !== null) this.#spans.push(heading.span);
    this.#stageDoubt = heading.doubt;
    if (heading.doubt !== null) this.#doubts.push({ message: heading.doubt, place });
    return true;
  }

  /** The stage in a first column merged downwards. */
  #mergedStage(row: Row): string {
    const [first] = row.cells;
    if (first === undefined || first.first !== row.index || first.cell.rows < 2) return '';
    const columns = [...(this.#layout?.columns.values() ?? [])];
    return columns.includes(first.cell.column) && this.#layout?.columns.get('number') !== first.cell.column
      ? ''
      : cellText(first.cell);
  }

  #isTheme(
    row: Row,
    last: Writing,
    {
      unnumbered,
      alone,
      dueOwn,
      sharedDue,
    }: { unnumbered: boolean; alone: boolean; dueOwn: string; sharedDue: boolean },
  ): boolean {
    const lines = linesOf(blocksOf(row.at('title')?.cell ?? row.cells[0]!.cell));
    const first = lines[0];
    const marked =
      first !== undefined && (first.item || withoutBullet(first.text).marked || /^[«"„“]/u.test(first.text));
    const announced = last.themes.length > 0 || announcesThemes(last.titleLines.map((line) => line.text).join(' '));
    const responsible = row.own('responsible');
    if (!unnumbered)
      return responsible === '' || responsible === last.responsible.join('\n')
        ? marked || announced || (dueOwn === '' && !sharedDue) || alone
        : marked && announced;
    if (dueOwn !== '') return marked && announced && responsible === '';
    if (sharedDue) return marked && announced;
    return responsible === '' && (marked || announced || /^\p{Ll}/u.test(first?.text ?? ''));
  }

  #addThemes(last: Writing, row: Row): void {
    const cell = row.at('title')?.cell;
    if (cell === undefined) return;
    const lines = linesOf(blocksOf(cell));
    const dues = row.own('due');
    if (
      last.themes.length === 0 &&
      lines.length === 1 &&
      /^\p{Ll}/u.test(lines[0]?.text ?? '') &&
      !announcesThemes(last.titleLines.map((line) => line.text).join(' '))
    ) {
      last.titleLines.push(...lines);
      return;
    }
    for (const line of lines) {
      const theme = readTheme(line.text, line.place, last.around);
      const said = dues === '' ? [] : [readDue([dues], last.around)];
      last.themes.push({
        ...theme,
        dues: [...theme.dues, ...said.map(({ due }) => due)],
        doubts: [...theme.doubts, ...said.flatMap(({ doubts }) => doubts)],
      });
    }
    this.#share(last, row, ['responsible', 'mark']);
  }

  /** A row that only adds a date, a person or a mark to the activity above. */
  #goOn(last: Writing, row: Row): void {
    this.#share(last, row, ['due', 'responsible', 'mark']);
    const theme = row.own('themes');
    if (theme !== '') last.themes.push(readTheme(theme, row.place, last.around));
  }

  #share(last: Writing, row: Row, columns: readonly ('due' | 'responsible' | 'mark')[]): void {
    for (const column of columns) {
      const cell = row.at(column);
      if (cell === undefined || cell.first < row.index || cellText(cell.cell) === '') continue;
      const lines = linesOf(blocksOf(cell.cell)).map((line) => line.text);
      const target = column === 'due' ? last.dueLines : column === 'responsible' ? last.responsible : last.mark;
      target.push(...lines.filter((line) => !target.includes(line)));
    }
  }

  #add(row: Row, grid: Grid, themeCell: string): void {
    const linesAt = (column: PlanColumn): Line[] => {
      const cell = row.at(column)?.cell;
      return cell === undefined ? [] : linesOf(blocksOf(cell));
    };
    const placeAt = (column: PlanColumn): string => row.at(column)?.cell.place ?? row.place;
    const around = { stage: this.#span, programme: this.#programme };
    const doubts =
      this.#stage === null
        ? [{ field: 'stage', message: 'Этап не назван: выберите этап мероприятия', place: row.place }]
        : [];
    if (this.#stageDoubt !== null) doubts.push({ field: 'stage', message: this.#stageDoubt, place: row.place });
    this.#rows.push({
      said: cleanLine(row.own('number')),
      stage: this.#stage ?? 1,
      titleLines: linesAt('title'),
      themes: themeCell === '' ? [] : linesAt('themes').map((line) => readTheme(line.text, line.place, around)),
      dueLines: linesAt('due').map((line) => line.text),
      responsible: [...linesAt('responsible'), ...this.#sharedLines(grid, row)].map((line) => line.text),
      mark: linesAt('mark').map((line) => line.text),
      form: row.own('form') || null,
      around,
      places: {
        '': row.place,
        title: placeAt('title'),
        due: placeAt('due'),
        responsible: placeAt('responsible'),
        mark: placeAt('mark'),
      },
      doubts,
    });
  }

  /** The responsible named in other columns than the first. */
  #sharedLines(grid: Grid, row: Row): Line[] {
    const seen = new Set([row.at('responsible')?.cell]);
    return (this.#layout?.shared ?? []).flatMap((column) => {
      const cell = grid[row.index]?.[column]?.cell;
      if (cell === undefined || seen.has(cell)) return [];
      seen.add(cell);
      return linesOf(blocksOf(cell));
    });
  }

  #notUnderstood(filled: readonly GridCell[]): void {
    const text = filled.map(({ cell }) => cellText(cell)).join(' ');
    this.#doubts.push({
      message: `Строка плана «${text.slice(0, 80)}» не понята: впишите её сами, если она нужна`,
      place: filled[0]?.cell.place ?? '',
    });
  }

  /** Everything read, in the order of the file. */
  finish(): { activities: FoundActivity[]; doubts: readonly PlanDoubt[] } {
    return { activities: this.#rows.map(finished), doubts: this.#doubts };
  }
}

/** «3.1» under «3. Цикл консультаций:», which has no time of its own, is a theme of it. */
function isPartOf(number: string, last: Writing): boolean {
  const parent = /^(\d{1,2}(?:\.\d{1,2})?)\.\d{1,2}\.?$/u.exec(number)?.[1];
  if (parent === undefined || last.said.replace(/\.$/u, '') !== parent) return false;
  const title = last.titleLines.map((line) => line.text).join(' ');
  return (
    announcesThemes(title) || (last.dueLines.length === 0 && (last.responsible.length === 0 || last.themes.length > 0))
  );
}

function isNumeration(filled: readonly GridCell[]): boolean {
  return (
    filled.length > 2 &&
    filled.every(({ cell }, index) => cleanLine(cell.text).replace(/\.$/u, '') === String(index + 1))
  );
}

function finished(row: Writing, index: number): FoundActivity {
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
