import type { PaperCell, PaperRow, PaperTable } from '#kernel/paper.ts';
import { parseDue } from '#kernel/due.ts';
import { withoutBullet, type Line } from './rules.programme-grid.ts';

/** «Практикум – март 2027 г. (опытная команда)» */
const inBrief = /^(.*?\S)\s[–—-]\s([^()]{3,60}?)\s*\(([^()]+)\)[.;]?$/u;

/** An activity told in lines. */
interface Told {
  readonly number: string;
  readonly place: string;
  title: string[];
  due: string;
  responsible: string;
}

const numbered = /^(\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(?=\S)/u;
const dueWord = /(?:^|[\s(])срок[а-яё]*(?:\s+(?:исполнения|проведения|реализации))?\s*[:–—-]\s*/iu;
const responsibleWord = /(?:^|[\s(])(?:ответственн[а-яё]*|исполнител[а-яё]*)\s*[:–—-]\s*/iu;

/**
 * A plan told in lines as the table it stands for: «1. Практикум. Срок: март 2027 г. Ответственный: ОУК.», the parts
 * in one line or under one another, headings of stages between; null where no line tells a time.
 */
export function planOfLines(lines: readonly Line[], isStage: (text: string) => boolean): PaperTable | null {
  const rows: PaperRow[] = [rowOf(['№', 'Мероприятие', 'Сроки', 'Ответственные'], lines[0]?.place ?? '')];
  let last: Told | null = null;
  let timed = false;
  const close = (): void => {
    if (last !== null) rows.push(rowOf([last.number, last.title.join('\n'), last.due, last.responsible], last.place));
    last = null;
  };
  for (const { text, item, place } of lines) {
    if (isStage(text) && !dueWord.test(text)) {
      close();
      rows.push({ cells: [cellOf(text, place, 0, 4)] });
      continue;
    }
    const { title, due, responsible } = partsOf(text);
    const number = numbered.exec(text)?.[1];
    // a line with a number of its own begins an activity; bullets under one are its themes
    if (number !== undefined || (item && (last === null || due !== ''))) {
      close();
      last = { number: number ?? '', place, title: [], due: '', responsible: '' };
    }
    if (last === null) continue;
    const bare = last.title.length === 0 ? withoutBullet(title.replace(numbered, '')).text : title;
    if (bare !== '') last.title.push(bare);
    last.due ||= due;
    last.responsible ||= responsible;
    timed ||= due !== '';
  }
  close();
  return timed ? { kind: 'table', place: lines[0]?.place ?? '', rows } : null;
}

/** The title, the time and the people of one line, each without the sign that divides them. */
function partsOf(text: string): { title: string; due: string; responsible: string } {
  const marks = [dueWord, responsibleWord].map((pattern) => pattern.exec(text));
  const short = marks.some((mark) => mark !== null) ? null : inBrief.exec(text);
  if (short && parseDue(short[2] ?? '', { year: 2000 }).due.kind !== 'text')
    return { title: tidy(short[1] ?? ''), due: short[2] ?? '', responsible: tidy(short[3] ?? '') };
  const ends = marks.map((mark) => mark?.index ?? text.length);
  const part = (mark: RegExpExecArray | null | undefined): string => {
    if (!mark) return '';
    const from = mark.index + mark[0].length;
    return tidy(text.slice(from, Math.min(...ends.filter((end) => end > mark.index), text.length)));
  };
  return { title: tidy(text.slice(0, Math.min(...ends))), due: part(marks[0]), responsible: part(marks[1]) };
}

function tidy(text: string): string {
  return text.replace(/(?<!\s(?:г|гг))[\s.;,)]+$|[\s;,(]+$/gu, '').trim();
}

function rowOf(texts: readonly string[], place: string): PaperRow {
  return { cells: texts.map((text, column) => cellOf(text, place, column, 1)) };
}

function cellOf(text: string, place: string, column: number, columns: number): PaperCell {
  return { column, columns, rows: 1, text, blocks: [{ kind: 'paragraph', text, item: false, place }], place };
}
