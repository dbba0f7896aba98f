import type { PaperTable } from '#kernel/paper.ts';
import type { Period } from '#kernel/due.ts';
import type { PlanColumn } from './rules.programme-captions.ts';
import {
  blocksOf,
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
import {
  isHeaderAgain,
  mergedStage,
  planLayout,
  rowAt,
  textOf,
  type PlanLayout,
  type Row,
} from './rules.programme-layout.ts';
import { divided, finished, isPartOf, withDues, type FoundActivity, type Writing } from './rules.programme-rows.ts';
import { isBareStage, StagesReader } from './rules.programme-stages.ts';
import { announcesThemes, readTheme } from './rules.programme-themes.ts';

/** Something of the plan that stood outside of its rows. */
export interface PlanDoubt {
  readonly message: string;
  readonly place: string;
}

/** Reads plans table after table; the stage and the layout go on from one to the next. */
export class PlanReader {
  readonly #programme: Period | null;
  readonly #rows: Writing[] = [];
  readonly #doubts: PlanDoubt[] = [];
  #layout: PlanLayout | null = null;
  readonly stages: StagesReader;

  constructor(programme: Period | null) {
    this.#programme = programme;
    this.stages = new StagesReader(programme);
  }

  /** A table of the plan, or one that goes on with it; false where it is none. */
  table(table: PaperTable): boolean {
    const own = planLayout(table);
    const grid = gridOf(table);
    const layout = own ?? (this.#layout?.width === widthOf(grid) ? this.#layout : null);
    if (layout === null) return false;
    this.#layout = layout;
    // what stands above the header: a title row, a stage
    for (let row = 0; row < (own?.from ?? 0); row++) this.stages.heading(textOf(cellsOf(grid, row)));
    const rows = grid.map((_, index) => rowAt(grid, index, layout)).slice(own === null ? 0 : own.from + own.rows);
    // the list numbers itself, or there is no such column
    const unnumbered = !rows.some((row) => /\d/u.test(row.own('number')));
    for (const row of rows) this.#row(row, layout, grid, unnumbered);
    if (own !== null) this.#doubts.push(...leftOut(own, grid));
    return true;
  }

  #row(row: Row, layout: PlanLayout, grid: Grid, unnumbered: boolean): void {
    const { filled } = row;
    // a line for signing across the table is no activity
    if (filled.length === 1 && /_{3,}/u.test(filled[0]?.cell.text ?? '')) return;
    if (filled.length === 0 || isHeaderAgain(row, layout) || this.#isStage(row, layout)) return;

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

  #isStage(row: Row, layout: PlanLayout): boolean {
    const { filled } = row;
    const [first] = filled;
    const title = row.own('title');
    const stageCell = row.own('stage') || mergedStage(row, layout);
    // «II» under «Этап» is the second stage
    const staged = stageCell !== '' && (this.stages.heading(stageCell) || this.stages.heading(`Этап ${stageCell}`));
    if (staged && filled.length > 1 && !['', stageCell].includes(title)) return false;
    const rest = (['responsible', 'mark'] as const).filter((column) => {
      const cell = row.at(column)?.cell;
      return (
        ![undefined, first?.cell, row.at('title')?.cell, row.at('due')?.cell].includes(cell) && row.own(column) !== ''
      );
    });
    // «III. | Заключительный»: a number in a cell of its own tells nothing else
    const across = filled.filter(({ cell }) => !/^(?:[ivxіх]+|\d)[.)]?$/iu.test(cellText(cell))).length === 1;
    const whole = across || rest.length === 0;
    if (!whole && !(row.own('number') === '' && isBareStage(title))) return false;
    if (!this.stages.heading(whole ? textOf(filled) : `${title} (${row.own('due')})`, across)) return false;
    return true;
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
    const { now, span, doubt } = this.stages;
    const around = { stage: span, programme: this.#programme };
    const doubts =
      now === null ? [{ field: 'stage', message: 'Этап не назван: выберите этап мероприятия', place: row.place }] : [];
    if (doubt !== null) doubts.push({ field: 'stage', message: doubt, place: row.place });
    const written: Writing = {
      said: row.own('number'),
      stage: now ?? 1,
      titleLines: linesAt('title'),
      themes: themeCell === '' ? [] : linesAt('themes').map((line) => readTheme(line.text, line.place, around)),
      dueLines: this.#dueLines(grid, row, linesAt('due')),
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

  /** When a row takes place; its first and last day may stand in columns of their own. */
  #dueLines(grid: Grid, row: Row, lines: readonly Line[]): string[] {
    const said = lines.map((line) => line.text);
    const until = this.#layout?.until ?? null;
    const last = until === null ? '' : cellText(grid[row.index]?.[until]?.cell);
    if (last === '' || last === said.join(' ')) return said;
    return [said.length === 0 ? `до ${last}` : `${said.join(' ')} – ${last}`];
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
    this.#doubts.push({
      message: `Строка плана «${textOf(filled).slice(0, 80)}» не понята: впишите её сами, если она нужна`,
      place: filled[0]?.cell.place ?? '',
    });
  }

  /** Everything read, in the order of the file. */
  finish(): { activities: FoundActivity[]; doubts: readonly PlanDoubt[] } {
    return { activities: this.#rows.map(finished), doubts: this.#doubts };
  }
}

/** Columns with something in them for which a programme has no place: a person must know of them. */
function leftOut(layout: NonNullable<ReturnType<typeof planLayout>>, grid: Grid): PlanDoubt[] {
  const { columns, shared, until, from, rows } = layout;
  const used = new Set([...columns.values(), ...shared, ...(until === null ? [] : [until])]);
  const heads = new Map<string, string>();
  for (const { cell } of cellsOf(grid, from + rows - 1)) {
    const { column, place } = cell;
    const filled = grid.some((row, index) => {
      const at = row[column];
      return (
        index >= from + rows &&
        at?.first === index &&
        at.cell.column === column &&
        at.cell.columns < widthOf(grid) &&
        /\p{L}/u.test(at.cell.text)
      );
    });
    if (!used.has(column) && filled && /\p{L}/u.test(cell.text)) heads.set(cellText(cell), place);
  }
  return [...notesAsMarks(layout, grid)].concat(
    [...heads].map(([head, place]) => ({
      message: `Столбец «${head}» в программу не входит: перенесите из него нужное сами`,
      place,
    })),
  );
}

/** «Результат» and «Примечание» serve as marks of completion where there is no such column: they may say other things. */
function notesAsMarks({ columns, from, rows }: NonNullable<ReturnType<typeof planLayout>>, grid: Grid): PlanDoubt[] {
  const column = columns.get('mark');
  const head = column === undefined ? undefined : grid[from + rows - 1]?.[column]?.cell;
  if (column === undefined || head === undefined || !/результат|примечани/iu.test(head.text)) return [];
  if (/отметк|выполн/iu.test(head.text)) return [];
  const said = grid.slice(from + rows).map((row) => row[column]?.cell);
  const strange = said.some((cell) => cell !== undefined && cell.column === column && !isMark(cell.text));
  const message = `Столбец «${cellText(head)}» прочитан как отметки о выполнении: проверьте`;
  return strange ? [{ message, place: head.place }] : [];
}

function isMark(text: string): boolean {
  return !/\p{L}/u.test(text) || /выполн|провед|состоял|сделан|готов|подписан|^(?:да|нет)(?!\p{L})/iu.test(text);
}
