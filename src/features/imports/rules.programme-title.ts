import type { Paper } from '#kernel/paper.ts';
import { cleanLine } from '#kernel/text.ts';
import {
  captionOf,
  isProgrammeTitle,
  sideNames,
  standingOf,
  type FieldKind,
  type Standing,
} from './rules.programme-captions.ts';
import type { Notes } from './rules.programme-found.ts';
import { isEmpty, type Field } from './rules.programme-general.ts';
import { linesOf, type Line } from './rules.programme-grid.ts';

// a title is one sentence over some lines
const most = 6;
const longest = 600;

const organisation =
  '(?:М[БКА]?О?У|М[БКА]?ДОУ|М[БКА]?У|Г[БКА]П?О?У|ЧОУ|[Мм]униципальн|[Гг]осударственн|(?:[Сс]редн\\p{L}+\\s|[Оо]сновн\\p{L}+\\s)?(?:[Шш]кол|СОШ|СШ|ООШ|[Гг]имнази|[Лл]ице)|[Дд]етск)(?=[\\p{L}\\s№«"])';
const team = '(?:развивающ|опытн)\\p{L}*(?:\\s+(?:управленческ\\p{L}*|команд\\p{L}*|УК))*';
const end = `(?=\\s*(?:[;(–—]|,?\\s(?:и\\s+(?:с\\s+)?|с\\s+)?${team}|\\s(?:на|в|по)\\s+(?:период\\s|срок\\s|направлени|\\d{4})|,?\\s+и\\s+${organisation}|$))`;
const teamFirst = new RegExp(`(${team})\\s*[:(–—-]?\\s*(${organisation}.{0,200}?)[)]?${end}`, 'gu');
const teamAfter = new RegExp(`(${organisation}[^()]{0,200}?)\\s*\\((${team})\\)`, 'gu');
const year = '20\\d\\d';
const period = new RegExp(
  `(?:на|за|период[а-яё]*|срок[а-яё]*)\\s+(?:период[а-яё]*\\s+)?(с\\s.{4,60}?${year}\\s*(?:г(?:ода|\\.|(?!\\p{L})))?|\\p{Ll}{3,8}\\s*(?:${year}\\s*г?\\S*)?\\s*[-–—]\\s*\\p{Ll}{3,8}\\s+${year}\\s*г\\S*|${year}\\s*[-–—/]\\s*(?:20)?\\d\\d\\s*(?:уч\\S*\\s+)?г\\S*|${year}\\s*(?:г\\.|год\\p{L}*))`,
  'iu',
);

/** The lines of the title: from the words «программа …» to the first field or table. */
function titleLines({ blocks }: Paper): Line[] {
  const begins = blocks.findIndex((block) => block.kind === 'paragraph' && isProgrammeTitle(firstWords(block.text)));
  if (begins < 0) return [];
  const table = blocks.findIndex((block, index) => index > begins && block.kind === 'table');
  return linesOf(blocks.slice(begins, table < 0 ? begins + most : Math.min(table, begins + most))).slice(0, most);
}

// a title that names both teams is longer than other titles
function firstWords(text: string): string {
  return text.trim().slice(0, 150);
}

/** Captions that name a team with its organisation: «Рабочая группа опытной управленческой команды МБОУ СШ № 9». */
function captionLines({ blocks }: Paper): Line[] {
  const lines = blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? linesOf([block])
      : block.rows.flatMap(({ cells }) => cells.map(({ text, place }) => ({ text, item: false, place }))),
  );
  return lines.filter(({ text }) => text.length < 200 && captionOf(text)?.kind === 'group');
}

/**
 * What the title of a programme or its captions say where no field does: «… между МБОУ СШ № 1 (опытная команда) и
 * МБОУ СШ № 2 (развивающаяся команда) на 2027 год». What is taken from there is doubted.
 */
export function titleFields(paper: Paper, fields: readonly Field[], notes: Notes): Field[] {
  const lines = titleLines(paper);
  const title = lines.map((line) => cleanLine(line.text)).join(' ');
  const place = lines[0]?.place ?? '';
  const found: Field[] = [];
  const add = (kind: FieldKind, standing: Standing | null, said: string, at: string): void => {
    const blocks = [{ kind: 'paragraph' as const, text: said, item: false, place: at }];
    found.push({ kind, standing, place: at, blocks, rows: [] });
  };
  const missing = (kind: FieldKind, standing: Standing | null) =>
    ![...fields, ...found].some((field) => field.kind === kind && field.standing === standing && !isEmpty(field));
  for (const line of [{ text: title.slice(0, longest), place }, ...captionLines(paper)])
    for (const [standing, name] of sidesIn(cleanLine(line.text)))
      if (missing('organisation', standing)) {
        add('organisation', standing, name, line.place);
        const path = `${standing}.organisation`;
        const message = `Организация ${sideNames[standing]} команды взята из названия или подписи: проверьте`;
        notes.doubts.push({ path, message, place: line.place });
      }
  const days = period.exec(title.slice(0, longest))?.[1];
  if (days !== undefined && missing('period', null)) {
    add('period', null, days, place);
    const message = 'Период взят из названия программы: проверьте первый и последний день';
    notes.doubts.push({ path: 'period', message, place });
  }
  return found;
}

/** The organisation of each side a sentence names; a side with several is left to its fields. */
function sidesIn(text: string): [Standing, string][] {
  const after = [...text.matchAll(teamAfter)].map(([, name = '', side = '']) => [side, name] as const);
  const first = [...text.matchAll(teamFirst)].map(([, side = '', name = '']) => [side, name] as const);
  const sides = new Map<Standing, Set<string>>();
  for (const [side, name] of after.length > 0 ? after : first) {
    const standing = standingOf(side);
    if (standing === null) continue;
    sides.set(standing, (sides.get(standing) ?? new Set()).add(name.trim().replace(/[,.;]$/u, '')));
  }
  return [...sides].flatMap(([standing, [name, ...others]]) =>
    name !== undefined && others.length === 0 ? [[standing, name]] : [],
  );
}
