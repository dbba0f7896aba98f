import type { PaperTable } from '#kernel/paper.ts';
import { cleanLine } from '#kernel/text.ts';
import type { Period } from '#kernel/due.ts';
import type { PlanColumn } from './rules.programme-captions.ts';
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
import { planLayout, type PlanLayout } from './rules.programme-layout.ts';
import { divided, finished, isPartOf, withDues, type FoundActivity, type Writing } from './rules.programme-rows.ts';
import { isBareStage, stageHeading, type Stage } from './rules.programme-stages.ts';
import { announcesThemes, readTheme } from './rules.programme-themes.ts';

/** Something of the plan that stood outside of its rows. */
export interface PlanDoubt {
  readonly message: string;
  readonly place: string;
}

interface Row {
  readonly index: number;
  readonly at: (column: PlanColumn) => GridCell | undefined;
  /** The text of a cell that begins in this row. */
  readonly own: (column: PlanColumn) => string;
  readonly cells: readonly GridCell[];
  readonly place: string;
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
        cell !== undefined &&
        ![first?.cell, row.at('title')?.cell, row.at('due')?.cell].includes(cell.cell) &&
        row.own(column) !== ''
      );
    });
    // «III. | Заключительный»: a number in a cell of its own tells nothing else
    const across = filled.filter(({ cell }) => !/^(?:[ivxіх]+|\d)[.)]?$/iu.test(cellText(cell))).length === 1;
    const headed = across || rest.length === 0 || (row.own('number') === '' && isBareStage(title));
    if (!headed) return false;
    const heading = stageHeading(across || rest.length === 0 ? text : `${title} (${row.own('due')})`, {
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
    for (const line of lines)
      last.themes.push(withDues(readTheme(line.text, line.place, last.around), dues === '' ? [] : [dues], last.around));
    this.#share(last, row, ['responsible', 'mark']);
  }

  /** A row that only adds a date, a person or a mark to the activity above. */
  #goOn(last: Writing, row: Row): void {
    const said = row.own('themes');
    const due = row.own('due');
    if (said === '') return this.#share(last, row, ['due', 'responsible', 'mark']);
    // the dates of such rows are those of their themes, the first one's too
    const [first] = last.themes;
    if (due !== '' && first !== undefined && last.themes.length === 1 && last.dueLines.length > 0) {
      last.themes = [withDues(first, last.dueLines, last.around)];
      last.dueLines = [];
    }
    last.themes.push(withDues(readTheme(said, row.place, last.around), due === '' ? [] : [due], last.around));
    this.#share(last, row, ['responsible', 'mark']);
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
    const written: Writing = {
      said: row.own('number'),
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
    };
    this.#rows.push(...divided(written));
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

function isNumeration(filled: readonly GridCell[]): boolean {
  return (
    filled.length > 2 &&
    filled.every(({ cell }, index) => cleanLine(cell.text).replace(/\.$/u, '') === String(index + 1))
  );
}
