import type { OrganisationKind } from '#features/territory/index.ts';
import { addDays, parseDate, type IsoDate } from '#kernel/dates.ts';
import { parseFullName, shortOrganisationName, type ParsedName } from '#kernel/names.ts';
import { extractContacts } from '#kernel/phones.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { capitalise, cleanLine, foldText } from '#kernel/text.ts';
import { postStem } from './rules.persons-names.ts';

/** A head as the cells of a row name them; contacts may stand in any of the cells. */
export interface ListedHead {
  readonly name: ParsedName;
  readonly post: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
}

const dividers = /[,;\n()]+|\s[–—-]\s/u;

/**
 * The head out of the cell of the person (with the post before or after the name) and the cell of the post, if the list
 * has one. Null when both are empty; the error is a sentence.
 */
export function readHead(
  cell: string,
  postCell: string,
  contacts: readonly string[],
): Result<ListedHead | null, string> {
  const all = extractContacts([cell, ...contacts].join('\n'));
  const { rest } = extractContacts(cell);
  if (cleanLine(rest) === '') return ok(null);
  const parts = rest
    .split(dividers)
    .map((part) => postApart(cleanLine(part)))
    .filter((part) => part !== '');
  const given = cleanLine(postCell);
  const { phones, emails } = all;
  for (const [index, part] of parts.entries()) {
    const name = parseFullName(part);
    if (!name.ok || !looksLikeName(part)) continue;
    const post = given || parts.filter((_other, at) => at !== index).join(', ');
    return ok({ name: name.value, post, phones, emails });
  }
  const run = splitRun(parts.join(' '));
  if (run) return ok({ name: run.name, post: given || run.post, phones, emails });
  const whole = parseFullName(rest);
  return whole.ok ? ok({ name: whole.value, post: given, phones, emails }) : fail(whole.error);
}

/** «Директор Седова Анна Ильинична» begins with a post and not with a surname: its capital says nothing. */
function postApart(text: string): string {
  const [first = '', ...others] = text.split(' ');
  const whole = others.length > 2 || /^\p{Lu}\./u.test(others[1] ?? '');
  return whole && postStem.test(foldText(first)) ? [first.toLowerCase(), ...others].join(' ') : text;
}

const looksLikeName = (text: string): boolean => {
  const words = text.split(' ');
  return words.every((word) => /^\p{Lu}/u.test(word) || /^(?:оглы|кызы|улы|гызы)$/iu.test(word));
};

/** «директор Седова Анна Ильинична», «Седова А. И. директор»: the words in capitals are the name. */
function splitRun(text: string): { name: ParsedName; post: string } | null {
  const found = /(?:\p{Lu}[\p{L}'’-]+|\p{Lu}\.)(?:\s*(?:\p{Lu}[\p{Ll}'’-]+|\p{Lu}\.)){1,3}/u.exec(text);
  const name = found && parseFullName(found[0]);
  if (!found || !name?.ok) return null;
  const post = cleanLine(`${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`);
  return { name: name.value, post };
}

const kinds: readonly (readonly [OrganisationKind, RegExp])[] = [
  [
    'kindergarten',
    /детск\p{L}* сад|дошкольн|(?<!\p{L})(?:м[бак]?доу|доу|яслей|ясли)(?!\p{L})|цент\p{L}* развития реб/u,
  ],
  [
    'additional-education',
    /дополнительн\p{L}* образован|(?<!\p{L})(?:м?[бак]?у ?до|удо|удод|ддт|дюц|дюсш|дши|цдт|сют|сюн)(?!\p{L})|дворец|дом (?:детского )?творч|центр (?:детск|внешкольн)|школа искусств|спортивная школа/u,
  ],
  ['college', /колледж|техникум|училищ|профессиональн\p{L}* образов|(?<!\p{L})спо(?!\p{L})/u],
  ['methodical-service', /методическ|(?<!\p{L})(?:имц|цро|рмк)(?!\p{L})|центр развития образования/u],
  ['operator', /региональный оператор/u],
  ['authority', /орган управления|отдел образования|управление образован|комитет (?:по )?образован/u],
  ['school', /школ|гимнази|лице[йя]|кадетск|интернат|общеобразоват|(?<!\p{L})(?:м?[бак]?оу|[сон]ош|сш|ош)(?!\p{L})/u],
];

/** The kind of an organisation by the word for it, or by the organisation's name; null where nothing tells it. */
export function kindOf(text: string): OrganisationKind | null {
  const folded = foldText(text);
  return kinds.find(([, pattern]) => pattern.test(folded))?.[0] ?? null;
}

/** Pieces of a cell that lists several things: divided by semicolons or lines, bullets and numbers taken off. */
export function splitItems(text: string): string[] {
  return text
    .split(/[;\n]+/u)
    .map((item) =>
      cleanLine(item)
        .replace(/^(?:[•●▪■◦‣∙·*–—-]|\d{1,2}[.)])\s*/u, '')
        .replace(/[.,]+$/u, '')
        .trim(),
    )
    .filter((item) => item !== '');
}

// Excel counts days from here
const firstDay = '1899-12-30';

/** A date of a cell: «01.09.2024», «1 сентября 2024 г.», «2024-09-01», the bare number of Excel; null when it is none. */
export function readDay(text: string): IsoDate | null {
  if (/^[2-5]\d{4}$/.test(text.trim())) return addDays(firstDay, Number(text));
  const plain = /^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/.exec(text.trim());
  const parsed = parseDate(plain?.[1] ?? text);
  return parsed.ok ? parsed.value : null;
}

/** The short name an organisation gets where the list names none. */
export function shortNameOf(name: string): string {
  return capitalise(shortOrganisationName(name)).slice(0, 120).trim();
}
