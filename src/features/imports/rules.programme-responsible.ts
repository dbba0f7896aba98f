import { cleanLine, foldText } from '#kernel/text.ts';

// the teams are shortened to «ОУК» and «РУК» («ОПУК», «О. УК»)
const shortTeam = '(?:[ор]|оп|раз)\\.?\\s?ук';
const team = `(?:(?:развивающ[а-яё]+|опытн[а-яё]+)(?:\\s+управленческ[а-яё]+)?(?:\\s+(?:команд[а-яё]*|ук))?|${shortTeam})`;
const group = '(?:(?:рабоч[а-яё]+|менторск[а-яё]+)\\s+)?групп[а-яё]*|мг|рг';
const role = [
  `(?:мун(?:иципальн[а-яё]+|\\.)\\s*)?(?:координатор[а-яё]*|куратор[а-яё]*)(?:\\s+(?:(?:менторск[а-яё]+\\s+)?(?:групп[а-яё]*|программ[а-яё]*)|мг))?`,
  '(?:рег(?:иональн[а-яё]+|\\.)\\s*)?оператор[а-яё]*',
  'менторск[а-яё]+\\s+групп[а-яё]+|мг',
  `(?:участник[а-яё]*|член[а-яё]*)(?:\\s+(?:менторск[а-яё]+|рабоч[а-яё]+))?(?:\\s+(?:${group}))?`,
  `(?:руководител[а-яё]+|рук\\.|лидер[а-яё]*)(?:\\s*(?:${group}|${team}|команд[а-яё]*))?`,
  team,
  'рабоч[а-яё]+\\s+групп[а-яё]+|обе\\s+команды|управленческ[а-яё]+\\s+команд[а-яё]+',
  '(?:гау\\s+дпо|гоу|мбоу|моу|мкоу)\\s.+|заместител[а-яё]+(?:\\s+директора)?(?:\\s+по\\s.+)?|директор[а-яё]*|методист[а-яё]*|администраци[а-яё]+.*',
].join('|');
const whole = new RegExp(`^(?:${role})$`, 'iu');
const begins = new RegExp(`^(?:${role})`, 'iu');

/** The responsible named in a cell: divided by lines, commas and, between known roles, by «и»; the wording is kept. */
export function splitResponsible(lines: readonly string[]): string[] {
  const joined: string[] = [];
  for (const raw of lines.map((line) =>
    cleanLine(line)
      .replace(/^(?:[-–—•*▪➢✓\uF000-\uF0FF]\s*|\d{1,2}[.)]\s+)/u, '')
      .replace(/;$|(?<=\p{Ll}{2}|\p{Lu}{2})\.$/u, '')
      .trim(),
  )) {
    if (raw === '') continue;
    const last = joined.at(-1);
    const wrapped =
      last !== undefined &&
      (/[,–—-]$/u.test(last)
        ? false
        : /^\p{Ll}/u.test(raw) &&
          (divided(last, raw) || !(whole.test(last) && begins.test(raw))) &&
          !unfinishedOwn(last, raw));
    if (wrapped || (last !== undefined && / и$/u.test(last))) joined[joined.length - 1] = `${last} ${raw}`;
    else joined.push(raw);
  }
  const parts = joined.flatMap((line) => withPosts(splitOutside(line.replace(/,$/u, '')))).flatMap(splitAnd);
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))];
}

/** «Руководитель опытной ⏎ управленческой команды». */
function divided(last: string, raw: string): boolean {
  return /(?:опытн|развивающ)\p{Ll}+$/iu.test(last) && /^(?:управленческ|команд|ук(?!\p{L}))/iu.test(raw);
}

/** A line of its own although the last one is no role we know: it begins with a whole known role. */
function unfinishedOwn(last: string, raw: string): boolean {
  return whole.test(raw) && !/(?:ая|ой|ые|ых|ий|ый|ого|ей)$/iu.test(last) && !/^(?:групп|команд)/iu.test(raw);
}

/** Splits by commas and semicolons outside of quotes and brackets. */
function splitOutside(text: string): string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const char of text) {
    if ('«(„'.includes(char)) depth += 1;
    if ('»)“'.includes(char)) depth = Math.max(0, depth - 1);
    if (depth === 0 && (char === ',' || char === ';' || (char === '/' && parts.at(-1)?.endsWith(' ')))) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts;
}

const namedAlone =
  /^\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?\s+(?:\p{Lu}\.\s?\p{Lu}\.|\p{Lu}\p{Ll}+\s+\p{Lu}\p{Ll}+(?:ич|на))$/u;
const postOfOne =
  /^(?:директор|заведующ(?:ий|ая)|(?:зам\.?|заместитель)\s|завуч|методист|педагог|учитель|воспитатель|советник|специалист|старший\s|главный\s|ведущий\s)(?!\p{L})/u;

/** «Фокин Л. О., методист МБОУ СШ № 9» is one person with a post and no two. */
function withPosts(parts: readonly string[]): string[] {
  const people: string[] = [];
  for (const part of parts) {
    const last = people.at(-1)?.trim() ?? '';
    if (namedAlone.test(last) && postOfOne.test(part.trim())) people[people.length - 1] = `${last}, ${part.trim()}`;
    else people.push(part);
  }
  return people;
}

/** «ОУК и РУК», «РУК/ОУК»: only known roles are divided. */
function splitAnd(text: string): string[] {
  const parts = text.trim().split(/\s+и\s+|\s*\/\s*/u);
  if (parts.length < 2 || !parts.every((part) => whole.test(part))) return [text];
  // «развивающаяся и опытная команды», «руководители ОУК и РУК» are one wording
  return parts.slice(0, -1).some((part) => /^(?:(?:развивающ|опытн)[а-яё]+$|руководители\s)/iu.test(part))
    ? [text]
    : parts;
}

const spelled: readonly (readonly [RegExp, string])[] = [
  // «рук. ОУК» has a leader, «РУК» is a team
  [/(?<!\p{L})[Рр]ук(?:\.(?=\s*\p{L})|(?=\s+\p{L}))/gu, 'руководитель '],
  [/(?<!\p{L})(?:р|раз)\.?\s?ук(?!\p{L})/giu, 'развивающаяся команда'],
  [/(?<!\p{L})(?:о|оп)\.?\s?ук(?!\p{L})/giu, 'опытная команда'],
  [/(?<!\p{L})мг(?!\p{L})/giu, 'менторская группа'],
  [/(?<!\p{L})рг(?!\p{L})/giu, 'рабочая группа'],
  [/(?<!\p{L})(?:мун|рег)\.\s?(?=координ|операт)/giu, ''],
];

/**
 * The keys of the parties a wording means, shortened or not: «РУК», «рук. ОУК», «участники МГ», «обе команды»; empty
 * where it names none of the usual ones.
 */
export function partiesMeant(said: string): string[] {
  const text = foldText(spelled.reduce((whole, [pattern, full]) => whole.replace(pattern, full), said));
  const both = /обе(?:их|ими)? (?:управленческ\S+ )?команд|(?<!\p{L})команды$|руководители команд/u.test(text);
  const sides = [
    ...(both || /опытн/u.test(text) ? ['experienced'] : []),
    ...(both || /развивающ/u.test(text) ? ['developing'] : []),
  ];
  if (/^(?:руководител|лидер)/u.test(text)) {
    if (sides.length > 0) return sides.map((side) => `${side}-leader`);
    return /(?:рабоч|менторск)\S+ групп|^\S+ групп/u.test(text) ? ['working-group-leaders'] : [];
  }
  if (/^координатор/u.test(text)) return ['coordinator'];
  if (/^(?:региональн\S+ )?оператор|вгапо/u.test(text)) return ['operator'];
  if (/^(?:все )?(?:участник|член)\S* (?:менторск\S+ |рабоч\S+ )?групп/u.test(text)) return ['group-members'];
  if (/^менторск\S+ групп/u.test(text)) return ['mentoring-group'];
  return /команд|^(?:опытн|развивающ)\S+(?: и (?:опытн|развивающ)\S+)?$/u.test(text)
    ? sides.map((side) => `${side}-team`)
    : [];
}
