import type { Period } from '#kernel/due.ts';
import { cleanLine } from '#kernel/text.ts';
import { stageSpan } from './rules.programme-dues.ts';

export type Stage = 1 | 2 | 3;

/** A heading of a stage with the days it names. */
export interface StageHeading {
  readonly stage: Stage;
  readonly span: Period | null;
  readonly doubt: string | null;
}

const words: readonly (readonly [Stage, RegExp])[] = [
  [1, /организационн|подготовительн|установочн|вводн|начальн|диагностическ|мотивационн/u],
  [3, /заключительн|итогов|завершающ|рефлексивн|обобщающ|контрольно|результативн/u],
  [2, /практическ|основн|деятельностн|внедренческ|реализац|обучающ|содержательн|формирующ/u],
];
const romans: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4, v: 5 };
const ordinals: readonly RegExp[] = [/^перв/u, /^втор/u, /^трет/u, /^четв/u, /^пят/u];

/**
 * Reads a heading of a stage: «I этап. Организационный», «1. Организационный этап (январь 2027 г.):»,
 * «ОРГАНИЗАЦИОННЫЙ ЭТАП»; null where the text is none. A text that stands alone across the table needs no word «этап».
 */
export function stageHeading(
  text: string,
  { before, alone, programme }: { before: Stage | null; alone: boolean; programme: Period | null },
): StageHeading | null {
  const folded = cleanLine(text)
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll('і', 'i')
    .replace(/[«»"„“”]/gu, '')
    .replace(/^(?:раздел|блок|часть)\s+(?=(?:[ivx]+|\d)[\s.)])/u, '');
  if (folded === '' || folded.length > 160) return null;
  const head = folded.replace(/\(.*$/u, '').replace(/[:–—-].*$/u, (rest) => (/этап/u.test(rest) ? rest : ''));
  const named = words.find(([, pattern]) => pattern.test(head))?.[0] ?? null;
  const numbered = numberOf(folded);
  const stagy = /(?<![а-я])этап(?![а-я])/u.test(folded);
  const short = head.replace(/[^а-я]/gu, '').length < 40;
  if (
    !stagy &&
    !(
      alone &&
      named !== null &&
      short &&
      /^(?:[ivx\d]+[.)]?\s*)?(?:организационн|подготовительн|практическ|основн|заключительн|итогов|завершающ)[а-я]*\s*(?:раздел|блок|период|часть)?[\s.:]*$/u.test(
        head,
      )
    )
  )
    return null;
  if (stagy && !heading(folded)) return null;
  const stage = named ?? (numbered === null ? null : clamp(numbered));
  const doubt =
    named !== null && numbered !== null && numbered <= 3 && named !== numbered
      ? `Номер и название этапа «${cleanLine(text).slice(0, 60)}» расходятся: проверьте этап мероприятий под ним`
      : named === null && (numbered === null || numbered > 3)
        ? `Этап «${cleanLine(text).slice(0, 60)}» не узнан: проверьте этап мероприятий под ним`
        : null;
  const span = datesOf(text, programme);
  return { stage: stage ?? clamp((before ?? 0) + 1), span, doubt };
}

/** A heading begins with its number, with «этап» or with its name; a sentence about a stage does not. */
function heading(folded: string): boolean {
  return /^(?:[ivx]+|\d)?[\s.)]*(?:-?[ыойаея]{1,2}\s)?(?:перв|втор|трет|четв|этап|организац|подготов|установ|вводн|начальн|диагност|мотивац|практич|основн|деятельн|внедренч|реализац|обуч|содержат|формирующ|заключ|итогов|заверш|рефлекс|обобщ|контрольно|результат|аналит|[а-я]+(?:ый|ий|ой)\s+этап)/u.test(
    folded,
  );
}

/** Whether the text says a stage and nothing else: its number, name and dates. */
export function isBareStage(text: string): boolean {
  const folded = cleanLine(text).toLowerCase().replaceAll('ё', 'е').replace(/\(.*$/u, '');
  const rest = folded
    .replace(/этап|[a-zа-я]*(?:ый|ой|ий)(?![а-я])|(?<![a-zа-я])[ivxіх]+(?![a-zа-я])|\d/gu, '')
    .replace(/[\s\p{P}]/gu, '');
  return folded.includes('этап') && rest === '';
}

function numberOf(folded: string): number | null {
  const roman = /^(i{1,3}|iv|v)(?![a-zа-я])/u.exec(folded) ?? /этап\s*№?\s*(i{1,3}|iv|v)(?![a-zа-я])/u.exec(folded);
  if (roman) return romans[roman[1] ?? ''] ?? null;
  const digit = /^(\d)(?!\d|\.\d{2}\.)/u.exec(folded) ?? /этап\s*№?\s*(\d)(?!\d)/u.exec(folded);
  if (digit) return Number(digit[1]);
  const said = ordinals.findIndex((pattern) => pattern.test(folded));
  return said < 0 ? null : said + 1;
}

function datesOf(text: string, programme: Period | null): Period | null {
  const line = cleanLine(text);
  const inBrackets = /\(([^()]*\d{4}[^()]*|[^()]*)\)/u.exec(line)?.[1];
  const after = /(?:этап|[ы][й])[^:–—-]*?\s*[:–—,.-]\s*(.*\d.*)$/iu.exec(line)?.[1];
  // a dash after «этап» may stand inside the dates: «этап февраль – ноябрь 2027 г.»
  for (const said of [inBrackets, /этап[а-яё]*\s+(.*\d{4}.*)$/iu.exec(line)?.[1], after]) {
    const span = said === undefined ? null : stageSpan(said.replace(/[:)]+$/u, ''), programme);
    if (span !== null) return span;
  }
  return null;
}

function clamp(number: number): Stage {
  return number <= 1 ? 1 : number === 2 ? 2 : 3;
}

/** The stage under which rows stand now, and the days all the stages cover; goes on from table to table. */
export class StagesReader {
  readonly #programme: Period | null;
  readonly #spans: Period[] = [];
  #last: StageHeading | null = null;

  constructor(programme: Period | null) {
    this.#programme = programme;
  }

  /** A heading of a stage; false where the text is none. `alone`: nothing else stands beside it. */
  heading(text: string, alone = true): boolean {
    const heading = stageHeading(text, { before: this.now, alone, programme: this.#programme });
    if (heading === null) return false;
    this.#last = heading;
    if (heading.span !== null) this.#spans.push(heading.span);
    return true;
  }

  /** The stage, null before the first heading. */
  get now(): Stage | null {
    return this.#last?.stage ?? null;
  }

  /** The days its heading names. */
  get span(): Period | null {
    return this.#last?.span ?? null;
  }

  /** What is doubtful in its heading. */
  get doubt(): string | null {
    return this.#last?.doubt ?? null;
  }

  /** The days all the stages cover together; null where their headings name none. */
  get whole(): Period | null {
    const from = this.#spans.map((one) => one.from).toSorted()[0];
    const to = this.#spans
      .map((one) => one.to)
      .toSorted()
      .at(-1);
    return from === undefined || to === undefined ? null : { from, to };
  }
}
