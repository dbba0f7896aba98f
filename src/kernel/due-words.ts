import type { Frequency } from './due-kinds.ts';

/** A pattern of whole Russian words: letters on either side do not match. */
const words = (source: string): RegExp => new RegExp(`(?<![а-я\\d])(?:${source})(?![а-я\\d])`, 'gu');

const times = '(?:не (?:реже|менее|чаще) ?(?:чем )?)?(?:1|один|одного)? ?раза? в';

/** Phrases that say how an activity comes and not when; the first group that matches wins. */
const frequencyPatterns: readonly (readonly [Frequency, RegExp])[] = [
  ['week', words(`еженедельно|каждую неделю|${times} неделю`)],
  ['month', words(`ежемесячно|каждый месяц|${times} месяц`)],
  ['quarter', words(`ежеквартально|каждый квартал|${times} квартал`)],
  ['half-year', words(`каждое полугодие|${times} полугодие|${times} полгода`)],
  ['year', words(`ежегодно|каждый год|${times} год`)],
  ['always', words('постоянно|регулярно|систематически|на постоянной основе')],
];

const programme =
  '(?: (?:реализации|действия|выполнения|исполнения|осуществления|сопровождения))?' +
  '(?: (?:менторской|менторского|совместной|данной|программы|сопровождения|менторства|проекта|соглашения|плана|цикла))*';
const through = '(?:(?:на протяжении|в течении|в течение|за) )?';
const patterns = {
  agreement: words(
    'по (?:взаимному )?согласованию(?: (?:обеих )?сторон(?:ами)?)?|по (?:взаимной )?договоренности(?: сторон)?',
  ),
  whole: words(
    `${through}(?:весь|всего|всем) (?:период|периода|срок|срока)${programme}|` +
      `(?:в|на|за) период реализации${programme}|период реализации (?:менторской )?программы|` +
      `(?:на протяжении|в течении|в течение) (?:реализации|действия|срока|периода)${programme}`,
  ),
  demand: words(
    'по (?:мере )?(?:необходимости|потребности)|при необходимости|по (?:мере (?:поступления )?)?(?:запросу|запросам|запросов)',
  ),
} as const;

/** What was said beside dates. */
export interface Phrases {
  readonly agreement: boolean;
  readonly every: Frequency | null;
  readonly whole: boolean;
  readonly demand: boolean;
  /** The text without them. */
  readonly rest: string;
}

/** One line in lower case, with one kind of dash and without ё, quotation marks and brackets. */
export function normalise(line: string): string {
  return line
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/\s*[\p{Pd}\u2212]\s*/gu, '-')
    .replace(/[«»„“”"'()[\]]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Takes the phrases out of a normalised text. */
export function takePhrases(text: string): Phrases {
  let rest = text;
  const take = (pattern: RegExp): boolean => {
    const without = rest.replace(pattern, ' , ');
    const found = without !== rest;
    rest = without;
    return found;
  };
  const agreement = take(patterns.agreement);
  let every: Frequency | null = null;
  for (const [frequency, pattern] of frequencyPatterns) if (take(pattern)) every ??= frequency;
  const demand = take(patterns.demand);
  const whole = take(patterns.whole);
  return { agreement, every, whole, demand, rest: trimmed(rest) };
}

/** Without spaces and punctuation at the ends and doubled commas. */
export function trimmed(text: string): string {
  return text
    .replace(/(?:\s*[,;]\s*)+/gu, ', ')
    .replace(/^[\s,;:]+|[\s,;:]+$/gu, '')
    .replace(/\s+/gu, ' ');
}
