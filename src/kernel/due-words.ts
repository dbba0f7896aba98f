import type { Frequency } from './due-kinds.ts';
import { foldLetters } from './text.ts';

/** A pattern of whole Russian words: letters on either side do not match. */
const words = (source: string): RegExp => new RegExp(`(?<![а-я\\d])(?:${source})(?![а-я\\d])`, 'gu');

const times = '(?:не (?:реже|менее|чаще) ?(?:чем )?)?(?:1|один|одного)? ?раза? в';

const twice = '(?:(?:2|два) раза|дважды) в';

/** Phrases that say how an activity comes and not when; the first group that matches wins. */
const frequencyPatterns: readonly (readonly [Frequency, RegExp])[] = [
  [
    'week',
    words(
      `еженедельно|каждую неделю|${times} неделю|по (?:понедельникам|вторникам|средам|четвергам|пятницам|субботам)`,
    ),
  ],
  ['month', words(`ежемесячно|каждый месяц|${times} месяц`)],
  [
    'quarter',
    words(`ежеквартально|каждый квартал|${times} квартал|(?:4|четыре) раза в год|${twice} (?:полугодие|полгода)`),
  ],
  ['half-year', words(`каждое полугодие|${times} полугодие|${times} полгода|${twice} год`)],
  ['year', words(`ежегодно|каждый год|${times} год`)],
  ['always', words('постоянно|регулярно|систематически|на постоянной основе')],
];

const programme =
  '(?: (?:реализации|действия|выполнения|исполнения|осуществления|сопровождения))?' +
  '(?: (?:менторской|менторского|совместной|данной|программы|сопровождения|менторства|проекта|соглашения|плана|цикла))*';
const through = '(?:(?:на протяжении|в течении|в течение|за|на|в) )?';
const whose =
  '(?: (?:между|с|со|обеих|всех|обеими|всеми|сторон|сторонами|командой|командами|команды|команд|опытной|опытными|' +
  'развивающейся|развивающимися|управленческой|управленческими|управленческих|менторской|группы|группой|групп|' +
  'участников|участниками|координатором|координатора|куратором|руководителем|руководителями|организаций|организациями))*';
const patterns = {
  agreement: words(
    '(?:(?:сроки?|дат[аы])(?: и (?:время|место|формат))?:?[ -])?по (?:взаимн(?:ому|ой) |предварительн(?:ому|ой) )?' +
      `(?:согласованию|соглашению|договоренности)${whose}`,
  ),
  whole: words(
    `${through}(?:весь|всего|всем) (?:период|периода|срок|срока)${programme}|` +
      `(?:в|на|за) период реализации${programme}|период реализации (?:менторской )?программы|` +
      `(?:на протяжении|в течении|в течение|в ходе|по ходу) (?:реализации|действия|срока|периода)${programme}`,
  ),
  demand: words(
    'по (?:мере )?(?:необходимости|потребности)|при необходимости|по требованию|' +
      `по (?:мере (?:поступления )?)?(?:запросу|запросам|запросов)${whose}`,
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

const weekdays = words('(?:понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье)');

const dayWords = (
  'перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат ' +
  'шестнадцат семнадцат восемнадцат девятнадцат двадцат тридцат'
).split(' ');
const dayWord = `(?:(двадцать|тридцать) )?(${dayWords.join('|')})(?:ого|ое|ье|ьего)`;
const months = 'янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек';
// «третьего» tells a day only where a month follows, of itself or of the day it is joined with
const dayInWords = new RegExp(`(?<![а-я])${dayWord} (?=(?:(?:по|до|и) ${dayWord} )?(?:${months}))`, 'gu');

/** The day said in words: «пятого», «двадцать первое». */
function dayOf(tens: string | undefined, units: string): number {
  const index = dayWords.indexOf(units) + 1;
  const said = index === 21 ? 30 : index;
  return (tens === undefined ? 0 : tens === 'двадцать' ? 20 : 30) + said;
}

/** One line in lower case, with one kind of dash and without ё, quotation marks and brackets. */
export function normalise(line: string): string {
  return foldLetters(line)
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/(?<![a-z])c(?=\s)/gu, 'с')
    .replace(/(?<=[\p{L}\d.])\s*(?:…|\.{3})\s*(?=[\p{L}\d])/gu, '-')
    .replace(/\s*[\p{Pd}\u2212\u2500]+\s*/gu, '-')
    .replace(/[«»„“”"'()[\]]/gu, ' ')
    .replace(/(?<=[а-я.]|\d{4}) ?\/ ?(?=[а-я])/gu, ', ')
    .replace(/(?<=(?<![а-я])(?:до|по|с))(?=\d)/gu, ' ')
    .replace(/(?<=[а-я])-месяц(?![а-я])/gu, '')
    .replace(weekdays, ' ')
    .replace(dayInWords, (_, tens: string | undefined, units: string) => `${dayOf(tens, units)} `)
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
    .replace(/^[\s,;:-]+|[\s,;:-]+$|(?<=^|\s)\.$/gu, '')
    .replace(/\s+/gu, ' ');
}
