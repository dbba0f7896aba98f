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
