import type { Paper, PaperBlock, PaperTable } from '#kernel/paper.ts';
import { cleanLine } from '#kernel/text.ts';
import { foldCell } from './rules.cells.ts';
import { roleOf, type ColumnRole } from './rules.participants-columns.ts';

/** What a file may be. */
export type FormKind = 'participants' | 'programme' | 'organisations' | 'registry' | 'agreement' | 'report' | 'order';

/** What a file of that kind is called, and where it belongs. */
const instead: Readonly<Record<FormKind, string>> = {
  participants:
    'это форма участников одного муниципалитета, её загружают в разделе «Реестр команд» кнопкой «Загрузить форму из файла»',
  programme:
    'файл похож на менторскую программу, её загружают на странице программы группы кнопкой «Загрузить из Word»',
  organisations: 'это список организаций, его загружают в разделе «Организации» кнопкой «Загрузить список»',
  registry:
    'это реестр команд нескольких муниципалитетов, его загружают в разделе «Реестр команд» кнопкой «Загрузить реестр»',
  agreement: 'файл похож на соглашение, оно составляется на странице группы',
  report: 'файл похож на отчёт, он пишется на странице группы',
  order: 'файл похож на приказ, он составляется на странице группы',
};

/** A sentence, from a small letter and without a full stop: what the file is and where it is loaded. */
export const insteadOf = (kind: FormKind): string => instead[kind];

const titleLines = 12;
const headDepth = 30;

/** What a file is, by the captions of its tables, else by its first lines; null where they do not tell. */
export function formOf({ blocks }: Pick<Paper, 'blocks'>): FormKind | null {
  const tables = blocks.filter((block): block is PaperTable => block.kind === 'table');
  return tables.map(byHead).find((kind) => kind !== null) ?? byTitle(blocks);
}

/** Lines that name a document by themselves: what is said below them, and about what, names it no more. */
const ownTitles: readonly (readonly [RegExp, FormKind])[] = [
  [/^программа(?:\s+менторск\S* .*)?$/u, 'programme'],
  [/^приказ$/u, 'order'],
  [/^соглашение(?:\s*№.*)?$/u, 'agreement'],
  [/^(?:информационная справка|итоговый отчет)$/u, 'report'],
];

/** What the first lines of a file call it; null where they do not. */
export function byTitle(blocks: readonly PaperBlock[]): FormKind | null {
  const lines = firstLines(blocks).map(foldCell);
  const words = lines.join(' ');
  if (/участник\S* менторск/u.test(words)) return 'participants';
  const own = ownTitle(lines);
  if (own) return own;
  if (/программ\S* менторск|менторск\S* программ|план мероприятий/u.test(words)) return 'programme';
  if (/соглашени/u.test(words)) return 'agreement';
  if (/информационн\S* справк|итогов\S* отчет/u.test(words)) return 'report';
  if (/(?:^|\s)приказ/u.test(words)) return 'order';
  return null;
}

function ownTitle(folded: readonly string[]): FormKind | null {
  return folded.flatMap((line) => ownTitles.filter(([title]) => title.test(line)))[0]?.[1] ?? null;
}

/**
 * What a file that could be read as a programme calls itself instead, on a line of its own; null where it does not. A
 * report lists activities too; an order or an agreement may carry a whole programme behind it.
 */
export function otherThanProgramme(blocks: readonly PaperBlock[], activities: number): FormKind | null {
  const own = ownTitle(firstLines(blocks).map(foldCell));
  return own === 'report' || ((own === 'agreement' || own === 'order') && activities === 0) ? own : null;
}

function firstLines(blocks: readonly PaperBlock[]): string[] {
  const lines: string[] = [];
  for (const block of blocks) {
    if (lines.length >= titleLines) break;
    if (block.kind === 'paragraph') lines.push(block.text);
    else
      for (const row of block.rows.slice(0, titleLines))
        lines.push(...row.cells.slice(0, titleLines).map(({ text }) => text));
  }
  return lines.slice(0, titleLines);
}

const isStanding = (role: ColumnRole | null) => role === 'standing' || role === 'experienced' || role === 'developing';

function byHead(table: PaperTable): FormKind | null {
  for (const row of table.rows.slice(0, headDepth)) {
    const captions = row.cells.map(({ text }) => cleanLine(text)).filter((text) => text !== '');
    if (captions.length < 2 || captions.some((text) => text.length > 160)) continue;
    const roles = new Set(captions.map(roleOf));
    const has = (...wanted: readonly ColumnRole[]) => wanted.every((role) => roles.has(role));
    const stands = captions.some((text) => /команд|опытн|развив/u.test(foldCell(text)) && isStanding(roleOf(text)));
    if (has('directions') && stands && (has('organisation') || has('head')))
      return has('municipality') ? 'registry' : 'participants';
    if (has('organisation', 'municipality') && !stands && !has('directions')) return 'organisations';
    if (/мероприяти/u.test(foldCell(captions.join(' '))) && /срок|дата|период/u.test(foldCell(captions.join(' '))))
      return 'programme';
  }
  return null;
}
