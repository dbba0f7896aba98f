import type { NameCase } from '#platform/name-cases.server.ts';

const ones = ['', 'один', 'два', 'три', 'четыре', 'пять', 'шесть', 'семь', 'восемь', 'девять'];
const teens = [
  'десять',
  'одиннадцать',
  'двенадцать',
  'тринадцать',
  'четырнадцать',
  'пятнадцать',
  'шестнадцать',
  'семнадцать',
  'восемнадцать',
  'девятнадцать',
];
const tens = [
  '',
  '',
  'двадцать',
  'тридцать',
  'сорок',
  'пятьдесят',
  'шестьдесят',
  'семьдесят',
  'восемьдесят',
  'девяносто',
];
const hundreds = [
  '',
  'сто',
  'двести',
  'триста',
  'четыреста',
  'пятьсот',
  'шестьсот',
  'семьсот',
  'восемьсот',
  'девятьсот',
];

function belowThousand(count: number, feminine: boolean): string[] {
  const rest = count % 100;
  const words = [hundreds[Math.floor(count / 100)]!];
  if (rest >= 10 && rest < 20) return [...words, teens[rest - 10]!].filter(Boolean);
  const last = rest % 10;
  const unit = feminine && last === 1 ? 'одна' : feminine && last === 2 ? 'две' : ones[last]!;
  return [...words, tens[Math.floor(rest / 10)]!, unit].filter(Boolean);
}

/** A whole number from 0 to 999 999 in words, masculine: «тысяча двести один»; other numbers stay figures. */
export function numberInWords(count: number): string {
  if (!Number.isInteger(count) || count < 0 || count > 999_999) return String(count);
  if (count === 0) return 'ноль';
  const thousands = Math.floor(count / 1000);
  const form = { one: 'тысяча', few: 'тысячи', many: 'тысяч', zero: 'тысяч', two: 'тысячи', other: 'тысячи' };
  const high =
    thousands === 0 ? [] : [...belowThousand(thousands, true), form[new Intl.PluralRules('ru').select(thousands)]];
  return [...high, ...belowThousand(count % 1000, false)].join(' ');
}

/** Endings of the words that a post begins with: nominative → the five cases. Longer endings stand first. */
const endings: readonly (readonly [RegExp, Readonly<Record<NameCase, string>>])[] = [
  [/ющий$/, { genitive: 'ющего', dative: 'ющему', accusative: 'ющего', instrumental: 'ющим', prepositional: 'ющем' }],
  [/ющая$/, { genitive: 'ющей', dative: 'ющей', accusative: 'ющую', instrumental: 'ющей', prepositional: 'ющей' }],
  [/щий$/, { genitive: 'щего', dative: 'щему', accusative: 'щего', instrumental: 'щим', prepositional: 'щем' }],
  [/щая$/, { genitive: 'щей', dative: 'щей', accusative: 'щую', instrumental: 'щей', prepositional: 'щей' }],
  [/ый$/, { genitive: 'ого', dative: 'ому', accusative: 'ого', instrumental: 'ым', prepositional: 'ом' }],
  [/ший$/, { genitive: 'шего', dative: 'шему', accusative: 'шего', instrumental: 'шим', prepositional: 'шем' }],
  [/тель$/, { genitive: 'теля', dative: 'телю', accusative: 'теля', instrumental: 'телем', prepositional: 'теле' }],
  [/ница$/, { genitive: 'ницы', dative: 'нице', accusative: 'ницу', instrumental: 'ницей', prepositional: 'нице' }],
  [
    /(?<=[бвгджзклмнпрстфхцчшщ])$/,
    { genitive: 'а', dative: 'у', accusative: 'а', instrumental: 'ом', prepositional: 'е' },
  ],
];

/** Words of a post that decline; the first other word ends the part that changes («директора МОУ …»). */
const declining =
  /^((и|И)сполняющ(ий|ая)|(в|В)ременно|(г|Г)лавн(ый|ая)|(п|П)ерв(ый|ая)|(с|С)тарш(ий|ая)|(з|З)аведующ(ий|ая)|(у|У)правляющ(ий|ая)|(д|Д)иректор|(р|Р)ектор|(п|П)роректор|(н|Н)ачальник|(р|Р)уководитель|(п|П)редседатель|(з|З)аместитель|(с|С)пециалист|(м|М)етодист|(к|К)онсультант|(к|К)оординатор|(к|К)уратор|(у|У)читель|(п|П)реподаватель|(в|В)оспитатель)$/;

/**
 * A post in a case: the leading words that a list knows are declined, the rest («муниципального учреждения…») stays.
 * A post that begins otherwise is left as it is written.
 */
export function postInCase(post: string, nameCase: NameCase): string {
  const words = post.split(' ');
  const end = words.findIndex((word) => !declining.test(word));
  const count = end === -1 ? words.length : end;
  return words.map((word, index) => (index < count ? wordInCase(word, nameCase) : word)).join(' ');
}

function wordInCase(word: string, nameCase: NameCase): string {
  if (/ременно$/.test(word)) return word;
  const found = endings.find(([ending]) => ending.test(word));
  return found ? word.replace(found[0], found[1][nameCase]) : word;
}
