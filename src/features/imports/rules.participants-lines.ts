import type { TeamStanding } from '#features/registry/index.ts';
import { roleOf, type ColumnRole, type Spot } from './rules.participants-columns.ts';
import type { HeadingLine } from './rules.participants-heading.ts';
import { sectionOf } from './rules.participants-rows.ts';
import type { Collected, Row } from './rules.participants-teams.ts';

const spotOf = (text: string, place: string): Spot => ({
  text,
  blocks: [],
  place,
  row: 0,
  column: 0,
  rows: 1,
  columns: 1,
});

const organisationStart =
  /^(?:муниципальн|государственн|частн|м[бка]?д?оу|м[бка]у|г[бка]?п?оу|чоу|[мг]оу|средн|основн|гимнази|лице[йя]|детск)/iu;

/** What the caption of a line announces, and what stands after it: «Руководитель: …», «Команда – …». */
function captioned(line: string): [role: ColumnRole | null, value: string] {
  const [, caption = '', value = ''] = /^([^:]{2,120}?)(?::|\s[–—-]\s)\s*(.*)$/u.exec(line) ?? [];
  return [caption === '' ? null : roleOf(caption), value];
}

const isCaptioned = (line: string) => {
  const [role, value] = captioned(line);
  return role !== null && value !== '' && role !== 'organisation' && role !== 'number' && role !== 'municipality';
};

/** «Наименование организации: …» on lines outside any table. */
export function collectLines(into: Collected): void {
  const lines = into.before.flatMap(({ text, place }) => text.split('\n').map((line) => ({ text: line, place })));
  let row: Row | null = null;
  let last: ColumnRole | null = null;
  const rows: Row[] = [];
  const heading: HeadingLine[] = [];
  for (const [index, { text, place }] of lines.entries()) {
    const line = text.replace(/^\s*\d+[.)]\s*/, '');
    // «1. МБОУ СШ № 2» above its captioned lines
    const named = organisationStart.test(line) && !line.includes(':') && isCaptioned(lines[index + 1]?.text ?? '');
    if (named) {
      const organisation = spotOf(line, place);
      row = { organisation, place, cells: new Map([['organisation', [organisation]]]), section: null, supposed: null };
      rows.push(row);
      last = null;
      continue;
    }
    const [said, value] = captioned(line);
    const role = said === 'experienced' || said === 'developing' ? 'standing' : said;
    const spot = spotOf(value, place);
    if (role === 'organisation') {
      row = { organisation: spot, place, cells: new Map([[role, [spot]]]), section: null, supposed: null };
      rows.push(row);
    } else if (row && role) row.cells.set(role, [spot]);
    else if (row && last && text.trim() !== '') {
      const grown = row.cells.get(last)!.at(-1)!;
      row.cells.set(last, [{ ...grown, text: `${grown.text}\n${text}` }]);
      continue;
    } else heading.push({ text, place });
    last = row ? role : null;
  }
  const full = rows.filter(({ cells }) => cells.has('standing') || cells.has('directions'));
  if (full.length === 0) return collectSentences(into);
  into.found = true;
  into.before.splice(0, into.before.length, ...heading);
  into.rows.push(...full);
}

/** «1. МБОУ СШ № 2, директор Сомова О. И., 8900…, опытная, управление качеством»: a team on a line without a table. */
function collectSentences(into: Collected): void {
  let section: TeamStanding | null = null;
  const rows: Row[] = [];
  const heading: HeadingLine[] = [];
  for (const { text, place } of into.before) {
    for (const line of text.split('\n')) {
      const bare = line.replace(/^\s*(?:\d+[.)]|[-–—•])\s*/u, '');
      const row = organisationStart.test(bare) ? rowOfSentence(bare, place, section) : null;
      if (row !== null) rows.push(row);
      else {
        section = sectionOf(line) ?? section;
        heading.push({ text: line, place });
      }
    }
  }
  if (rows.length === 0 || rows.every(({ cells }) => !cells.has('directions'))) return;
  into.found = true;
  into.before.splice(0, into.before.length, ...heading);
  into.rows.push(...rows);
}

function rowOfSentence(text: string, place: string, section: TeamStanding | null): Row | null {
  const spot = (said: string) => spotOf(said, place);
  const parts = text.split(/[,;]\s+/u);
  const at = parts.findIndex((part) => part.length < 40 && /^(?:опытн|развив)/iu.test(part));
  const contacts = parts.findLastIndex((part) => /@|\d{5}|\d-\d\d/u.test(part));
  const end = at >= 0 ? at : contacts + 1;
  if (end < 1 || (at < 0 && (section === null || contacts < 1))) return null;
  const organisation = spot(parts.slice(0, end).join(', '));
  const directions = parts.slice(at >= 0 ? at + 1 : end).join('; ');
  const cells = new Map<ColumnRole, Spot[]>([['organisation', [organisation]]]);
  if (at >= 0) cells.set('standing', [spot(parts[at] ?? '')]);
  if (directions !== '') cells.set('directions', [spot(directions)]);
  const message = 'Прочитано из строки текста, а не из таблицы: проверьте, верно ли она разделена';
  return { organisation, place, cells, section, supposed: { field: 'organisation', message } };
}
