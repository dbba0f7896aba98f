import type { Paper, PaperBlock, PaperTable } from '#kernel/paper.ts';
import {
  captionOf,
  isOtherDocument,
  isPlanTitle,
  isProgrammeTitle,
  type FieldKind,
} from './rules.programme-captions.ts';
import { GeneralReader, isEmpty } from './rules.programme-general.ts';
import { gridOf, linesOf, tablesOf, widthOf } from './rules.programme-grid.ts';
import { planLayout } from './rules.programme-layout.ts';
import { planOfLines } from './rules.programme-lines.ts';
import { stageHeading } from './rules.programme-stages.ts';

// The programme of one group has some dozens of rows; far more is another file, and must not cost time here.
const mostRows = 1000;
const mostLetters = 500_000;
const longestText = 10_000;

/** Whether there is far more in the file than the programme of one group holds. */
export function isTooLarge({ blocks }: Paper): boolean {
  const { rows, letters, longest } = sizeOf(blocks);
  return rows > mostRows || letters > mostLetters || longest > longestText;
}

function sizeOf(blocks: readonly PaperBlock[]): { rows: number; letters: number; longest: number } {
  const size = { rows: 0, letters: 0, longest: 0 };
  const add = (text: string): void => {
    size.letters += text.length;
    size.longest = Math.max(size.longest, text.length);
  };
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      add(block.text);
      continue;
    }
    size.rows += block.rows.length;
    for (const cell of block.rows.flatMap((row) => row.cells)) {
      add(cell.text);
      const inner = sizeOf(tablesOf(cell.blocks));
      size.rows += inner.rows;
      size.letters += inner.letters;
      size.longest = Math.max(size.longest, inner.longest);
    }
  }
  return size;
}

/** Whether the file says somewhere that it is a programme. */
export function titled(paper: Paper): boolean {
  return linesOf(paper.blocks).some((line) => isProgrammeTitle(line.text));
}

/** Divides the file into part I and the pieces of the plan; what stands before the title and after it is left out. */
export function takeApart(paper: Paper) {
  const title = paper.blocks.findIndex((block) => block.kind === 'paragraph' && isProgrammeTitle(block.text));
  const general = new GeneralReader();
  const plan: (PaperTable | string)[] = [];
  let width = 0;
  let several = false;
  // an annex after the plan is none of it, unless it names the people
  let annexed = false;
  const left: string[] = [];
  const told = tellsInLines(paper.blocks.slice(Math.max(0, title)).flatMap(withoutNested));
  if (told.plan !== null) plan.push(told.plan);
  blocks: for (const block of told.others) {
    const planned = width > 0;
    // part I may be an annex to a plan that stands first
    if (annexed && tellsFirst(general, block)) annexed = false;
    if (block.kind === 'table') {
      const layout = planLayout(block);
      const goesOn = planned && layout === null && widthOf(gridOf(block)) === width;
      if (annexed || (planned && layout === null && signed(block))) {
        if (layout !== null) left.push(block.place);
        continue;
      }
      if (layout !== null || goesOn) {
        if (layout !== null) width = layout.width;
        // both parts may stand in one table
        if (layout !== null && layout.from > 0) general.table({ ...block, rows: block.rows.slice(0, layout.from) });
        plan.push(block);
        continue;
      }
      if (planned && repeats(general, [block])) {
        several = true;
        break;
      }
      general.table(block);
      continue;
    }
    const lines = linesOf([block]);
    // «Организационный ⏎ этап» is one heading
    const whole = lines.map((line) => line.text).join(' ');
    if (lines.length > 1 && isStage(whole) && !lines.some((line) => isOtherDocument(line.text))) {
      plan.push(whole);
      continue;
    }
    for (const line of lines) {
      if (planned && isOtherDocument(line.text)) break blocks;
      if (planned && /^приложение(?!\p{L})/iu.test(line.text)) annexed = true;
      if (annexed && captionOf(line.text)?.kind !== 'group') continue;
      annexed = false;
      if (planned && repeats(general, [block])) {
        several = true;
        break blocks;
      }
      if (isStage(line.text)) plan.push(line.text);
      else general.paragraph(line);
    }
  }
  return { general, plan, several, left };
}

/** A plan inside a cell of part I stands beside it: «9. | План мероприятий | …». */
function withoutNested(block: PaperBlock): PaperBlock[] {
  if (block.kind === 'paragraph' || planLayout(block) !== null) return [block];
  const plans = block.rows.map(({ cells }) =>
    cells.flatMap((cell) => tablesOf(cell.blocks).filter((table) => planLayout(table) !== null)),
  );
  if (plans.every((tables) => tables.length === 0)) return [block];
  return [{ ...block, rows: block.rows.filter((_, row) => plans[row]?.length === 0) }, ...plans.flat()];
}

/** A plan told in lines, where no table is one, and the blocks before it. */
function tellsInLines(blocks: Paper['blocks']): { plan: PaperTable | null; others: Paper['blocks'] } {
  const none = { plan: null, others: blocks };
  if (blocks.some((block) => block.kind === 'table' && planLayout(block) !== null)) return none;
  const begins = blocks.findIndex(
    (block) => block.kind === 'paragraph' && (isStage(block.text) || isPlanTitle(block.text)),
  );
  if (begins < 0) return none;
  const plan = planOfLines(linesOf(blocks.slice(begins).filter(({ kind }) => kind === 'paragraph')), isStage);
  return plan === null ? none : { plan, others: blocks.slice(0, begins) };
}

function isStage(text: string): boolean {
  const alone = /^(?:[ivxіх]{1,3}|\d)[.)]?\s/iu.test(text);
  return stageHeading(text, { before: null, alone, programme: null }) !== null;
}

/** Whether a table says what a programme begins with, and nothing has said it so far. */
function tellsFirst(general: GeneralReader, block: PaperBlock): boolean {
  if (block.kind !== 'table' || planLayout(block) !== null) return false;
  const own = new GeneralReader();
  own.table(block);
  const said = own.fields.filter((field) => telling.has(field.kind) && !isEmpty(field));
  return new Set(said.map(({ kind }) => kind)).size > 1 && !said.some((field) => general.has(field));
}

const telling: ReadonlySet<FieldKind> = new Set(['organisation', 'directions', 'period']);

/** Whether the blocks say again what part I has said: another programme begins. */
function repeats(general: GeneralReader, blocks: Paper['blocks']): boolean {
  const again = new GeneralReader();
  for (const block of blocks) {
    if (block.kind === 'table') again.table(block);
    else linesOf([block]).forEach((line) => again.paragraph(line));
  }
  return again.fields.some((field) => telling.has(field.kind) && !isEmpty(field) && general.has(field));
}

function signed(table: PaperTable): boolean {
  return table.rows.some((row) => row.cells.some((cell) => /_{3,}/u.test(cell.text)));
}
