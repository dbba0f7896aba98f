import type { PaperBlock, PaperRow, PaperTable } from '#kernel/paper.ts';
import {
  captionAndValue,
  captionOf,
  planColumnOf,
  standingOf,
  type Caption,
  type FieldKind,
  type Standing,
} from './rules.programme-captions.ts';
import {
  blocksOf,
  cellsOf,
  cellText,
  gridOf,
  linesOf,
  tablesOf,
  withoutBullet,
  type Line,
} from './rules.programme-grid.ts';
import { namesSomebody, peopleOf, personHeader, type PersonHeader } from './rules.programme-people.ts';

/** A field of part I: everything said under its caption. */
export interface Field {
  readonly kind: FieldKind;
  standing: Standing | null;
  readonly place: string;
  readonly blocks: PaperBlock[];
  /** Rows of the table around that belong to the field. */
  readonly rows: PaperRow[];
}

/** Gathers the fields of part I from paragraphs and tables in their order. */
export class GeneralReader {
  readonly #fields: Field[] = [];
  #open: Field | null = null;
  #standing: Standing | null = null;

  get fields(): readonly Field[] {
    return this.#fields;
  }

  /** Whether a field of this kind and side has been met with something in it. */
  has({ kind, standing }: Caption): boolean {
    return this.#fields.some((field) => field.kind === kind && field.standing === standing && !isEmpty(field));
  }

  paragraph(line: Line): void {
    if (isSignature(line.text)) {
      this.#open = null;
      return;
    }
    const { text } = withoutBullet(line.text);
    const said = /^редакция(?!\p{L})/iu.test(text) ? null : captionAndValue(text);
    if (said !== null && this.#opens(said.caption, text, said.announced)) {
      this.#start(said.caption, line.place);
      if (said.value !== '') this.#push({ kind: 'paragraph', text: said.value, item: false, place: line.place });
      return;
    }
    const caption = text.length < 160 && !line.item ? captionOf(text) : null;
    if (caption !== null && this.#opens(caption, text, text)) this.#start(caption, line.place);
    else if (endsFields(text)) this.#open = null;
    else this.#push({ kind: 'paragraph', text: line.text, item: line.item, place: line.place });
  }

  /** A name under a working group is a person of it, and «Руководитель рабочей группы: …» no new field. */
  #opens({ kind }: Caption, text: string, announced: string): boolean {
    if (namesSomebody(announced)) return false;
    if (this.#open?.kind !== 'group' && this.#open?.kind !== 'team') return true;
    return kind !== 'group' || !/^(?:руководител|контактн|член|участник|ответственн)/iu.test(text);
  }

  #push(block: PaperBlock): void {
    this.#open?.blocks.push(block);
  }

  #start({ kind, standing }: Caption, place: string): void {
    const side = sided.has(kind) ? (standing ?? this.#standing) : null;
    if (standing !== null) this.#standing = standing;
    this.#open = { kind, standing: side, place, blocks: [], rows: [] };
    this.#fields.push(this.#open);
  }

  /** A table of part I, or one of a working group under its heading. */
  table(table: PaperTable): void {
    const grid = gridOf(table);
    const header = personHeader(grid);
    if (header !== null && (this.#byTeam(table, header) || this.#bySideColumns(table, header))) return;
    if (header !== null && !table.rows.some((row) => row.cells.some((cell) => isCaption(cell.text)))) {
      if (this.#open?.kind !== 'group' && this.#open?.kind !== 'team')
        this.#start({ kind: 'group', standing: this.#unmet() }, table.place);
      this.#push(table);
      return;
    }
    let sides: Map<number, Standing> | null = null;
    for (let row = 0; row < grid.length; row++) {
      const cells = cellsOf(grid, row);
      const own = cells.filter(({ first }) => first === row).map(({ cell }) => cell);
      const filled = own.filter((cell) => cellText(cell) !== '');
      if (filled.length === 0 || isSigning(filled)) continue;
      sides = sidesOf(filled) ?? sides;
      if (sidesOf(filled) !== null) continue;
      const index = own.findIndex((cell, i) => i < 2 && isCaption(cell.text) && !isColumnRow(filled));
      const caption = index < 0 ? null : captionOf(own[index]?.text ?? '');
      const inline = filled.length === 1 ? linesOf(blocksOf(filled[0]!)) : [];
      const values = own.slice(index + 1).filter((cell) => cellText(cell) !== '');
      if (sides !== null && own.length > 1 && this.#sided(own, sides)) continue;
      if (
        caption !== null &&
        (values.length > 0 || own.length === 1 || index === own.length - 1 || caption.kind !== 'team')
      ) {
        this.#start(caption, own[index]?.place ?? '');
        this.#values(values);
      } else if (inline.length > 0 && inline.some((line) => captionAndValue(line.text) !== null))
        inline.forEach((line) => this.paragraph(line));
      else if (filled.length === 1 && endsFields(cellText(filled[0]!))) this.#open = null;
      else if (this.#open !== null) this.#goOn(filled);
    }
    // what stands under a table says nothing more of its last row
    if (this.#open !== null && !isEmpty(this.#open)) this.#open = null;
  }

  /** A table of people of both sides with a column that tells them apart: «Развивающаяся: МБОУ …». */
  #byTeam(table: PaperTable, { columns, rows }: PersonHeader): boolean {
    const column = [...columns].find(([, kind]) => kind === 'team')?.[0];
    const grid = gridOf(table);
    const said = table.rows.map((_, row) => (column === undefined ? '' : cellText(grid[row]?.[column]?.cell)));
    const sides = said.slice(rows).map(standingOf);
    if (new Set(sides).size !== 2 || sides.includes(null)) return false;
    for (const standing of ['developing', 'experienced'] as const) {
      const own = table.rows.filter((_, row) => row < rows || sides[row - rows] === standing);
      this.#start({ kind: 'group', standing }, table.place);
      this.#push({ ...table, rows: own });
      const organisation = prefixed.exec(said[rows + sides.indexOf(standing)] ?? '')?.[2];
      if (organisation === undefined) continue;
      const place = own[rows]?.cells[0]?.place ?? table.place;
      this.#start({ kind: 'organisation', standing }, place);
      this.#push({ kind: 'paragraph', text: organisation, item: false, place });
    }
    this.#open = null;
    return true;
  }

  /** A table of people with columns of its own for each side: «Опытная команда» over «ФИО | Контакты», and the other. */
  #bySideColumns(table: PaperTable, { rows }: PersonHeader): boolean {
    const heads = table.rows.slice(0, rows).map(({ cells }) => cells.filter((cell) => cellText(cell) !== ''));
    const above = heads.findIndex((cells) => sidesOf(cells) !== null && cells.every((cell) => cell.columns > 1));
    if (above < 0 || above === rows - 1) return false;
    for (const side of heads[above] ?? []) {
      this.#start({ kind: 'group', standing: standingOf(side.text) }, side.place);
      const ends = side.column + side.columns;
      const own = table.rows
        .slice(above + 1)
        .map(({ cells }) => ({ cells: cells.filter(({ column }) => column >= side.column && column < ends) }));
      this.#push({ ...table, rows: own });
    }
    this.#open = null;
    return true;
  }

  /** A row without a caption we know goes on with the field, unless it has a caption of its own. */
  #goOn(filled: PaperRow['cells']): void {
    const rest = /^\d+(?:\.\d+)*[.)]?$/u.test(filled[0]?.text.trim() ?? '') ? filled.slice(1) : filled;
    const people = this.#open?.kind === 'group' || this.#open?.kind === 'team';
    if (!people && rest.length > 1) this.#open = null;
    else this.#values(people ? filled : rest);
  }

  #values(values: PaperRow['cells']): void {
    if (this.#open === null || values.length === 0) return;
    const [only] = values;
    if (values.length === 1 && only !== undefined) this.#open.blocks.push(...blocksOf(only));
    else if (this.#open.kind === 'group' || this.#open.kind === 'team')
      this.#open.rows.push({ cells: values.map((cell) => ({ ...cell, rows: 1 })) });
    else this.#open.blocks.push(...values.flatMap(blocksOf));
  }

  /** A row of a table with a column for each side: «Наименование | МБОУ … | МБОУ …». */
  #sided(own: PaperRow['cells'], sides: ReadonlyMap<number, Standing>): boolean {
    const caption = own.find(
      (cell) => !sides.has(cell.column) && cellText(cell) !== '' && !/^\d+\.?$/u.test(cell.text),
    );
    // without a caption what stands under the sides tells of what kind it is
    const kind = caption === undefined ? 'team' : sidedKind(caption.text);
    if (kind === null) return false;
    for (const cell of own) {
      const standing = sides.get(cell.column);
      if (standing === undefined || cellText(cell) === '') continue;
      this.#start({ kind, standing }, (caption ?? cell).place);
      this.#values([cell]);
    }
    return true;
  }

  /** The side whose working group has not been met yet. */
  #unmet(): Standing | null {
    if (this.#standing !== null && !this.has({ kind: 'group', standing: this.#standing })) return this.#standing;
    if (!this.has({ kind: 'group', standing: 'developing' })) return 'developing';
    return this.has({ kind: 'group', standing: 'experienced' }) ? null : 'experienced';
  }
}

const sided: ReadonlySet<FieldKind> = new Set(['organisation', 'team', 'group']);

/** Whether nothing stands under the caption. */
export function isEmpty({ blocks, rows }: Field): boolean {
  return linesOf(blocks).length === 0 && rows.length === 0;
}

function isCaption(text: string): boolean {
  return captionOf(text) !== null && !namesSomebody(text) && !/@|\d{5}/u.test(text);
}

/** A line for signing: «Директор ____________ А. И. Седова». */
function isSignature(text: string): boolean {
  return /_{3,}/u.test(text) && namesSomebody(text);
}

/** A row for signing, the line in a cell of its own. */
function isSigning(filled: PaperRow['cells']): boolean {
  return filled.length > 1 && isSignature(filled.map((cell) => cell.text).join(' '));
}

/** A row that heads columns of its own: «№ | ФИО | Должность | Контакты». */
function isColumnRow(filled: PaperRow['cells']): boolean {
  return filled.length > 2 && filled.filter((cell) => planColumnOf(cell.text) !== null).length > 2;
}

function sidesOf(filled: PaperRow['cells']): Map<number, Standing> | null {
  const found = new Map<number, Standing>();
  for (const cell of filled) {
    const standing = cell.text.length < 80 ? standingOf(cell.text) : null;
    if (standing !== null && !/рабоч|наименован|состав/iu.test(cell.text)) found.set(cell.column, standing);
  }
  return new Set(found.values()).size === 2 && filled.length <= 4 ? found : null;
}

function sidedKind(text: string): FieldKind | null {
  const known = captionOf(text)?.kind;
  if (known === 'group' || /состав|рабоч|участник|член/iu.test(text)) return 'group';
  return /наименован|назван|организац|учрежден/iu.test(text) ? 'organisation' : null;
}

/** A heading or a line for signing: what follows belongs to no field before. */
function endsFields(text: string): boolean {
  return (
    /_{3,}/u.test(text) ||
    /^(?:[IVX\d]+\.?\s*)?(?:план|общие сведения|часть|раздел|утверждаю|согласовано|программу согласовали|подписи)(?!\p{L})/iu.test(
      text,
    ) ||
    /^II\.?\s/u.test(text) ||
    /^редакция(?!\p{L})/iu.test(text) ||
    (text.length < 80 && /(?<!\p{L})этап(?!\p{L})/iu.test(text))
  );
}

/** The people of a group field. */
export function peopleIn(field: Field) {
  return peopleOf(field.blocks, field.rows);
}

/** The nested tables of a field say people. */
export function saysPeople(field: Field): boolean {
  return tablesOf(field.blocks).length > 0 || field.rows.length > 0 || peopleIn(field).length > 0;
}

const prefixed = /^((?:развив|опыт)[\p{L}.]*[^:–—]{0,60}?)\s*(?::|\s[–—-])\s*(\S.*)$/iu;

/** A field that tells both sides one after another is two: «Развивающаяся: МБОУ …», «Опытная: МБОУ …». */
export function bySides(field: Field): Field[] {
  if (!sided.has(field.kind)) return [field];
  const parts: Field[] = [{ ...field, blocks: [], rows: [] }];
  const turn = (text: string): boolean => {
    const standing = text.length < 90 && !namesSomebody(text) ? standingOf(text) : null;
    if (standing !== null) parts.push({ ...field, standing, blocks: [], rows: [] });
    return standing !== null;
  };
  for (const block of field.blocks) {
    if (block.kind === 'table') {
      let rows: PaperRow[] = [];
      const flush = (): void => {
        if (rows.length > 0) parts.at(-1)?.blocks.push({ ...block, rows });
        rows = [];
      };
      for (const row of block.rows) {
        const filled = row.cells.filter((cell) => cell.text.trim() !== '');
        const only = filled.length === 1 ? filled[0] : undefined;
        if (only !== undefined && standingOf(only.text) !== null && !namesSomebody(only.text)) {
          flush();
          turn(only.text);
          // the header of the columns serves both sides
          const header = block.rows[0];
          if (header !== undefined && personHeader(gridOf({ rows: [header] })) !== null) rows.push(header);
        } else rows.push(row);
      }
      flush();
      continue;
    }
    for (const line of linesOf([block])) {
      const said = prefixed.exec(line.text);
      if (said && turn(said[1] ?? '')) parts.at(-1)?.blocks.push({ ...block, text: said[2] ?? '' });
      else if (field.standing !== null || !turn(line.text)) parts.at(-1)?.blocks.push({ ...block, text: line.text });
    }
  }
  parts[0]?.rows.push(...field.rows);
  return parts.filter((part, index) => parts.length === 1 || index > 0 || !isEmpty(part));
}
