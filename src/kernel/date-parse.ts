import { daysInMonth, firstYear, isoDate, lastYear, type IsoDate } from './calendar.ts';
import { monthByWord, monthNamesGenitive, weekdayNames } from './date-words.ts';
import { countOf, forms } from './plural.ts';
import { fail, ok, type Result } from './result.ts';
import { cleanLine } from './text.ts';

const weekday = new RegExp(`^(?:${weekdayNames.join('|')}|среду|пятницу|субботу),? `, 'iu');
const example = 'Напишите дату цифрами, например 31.12.2026';

/**
 * Reads a day as people write it: «31.12.2026», «31.12.26», «2026-12-31», «31 декабря 2026 г.», ««31» декабря 2026».
 * The error is a Russian sentence without a full stop; a day the calendar lacks is named in it.
 */
export function parseDate(raw: string): Result<IsoDate, string> {
  const text = cleanLine(raw)
    .slice(0, 200)
    .replace(/[«»„“”"]/gu, '')
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(weekday, '')
    .replace(/ *(?:г\.?|года?)$/iu, '')
    .trim();
  if (text === '') return fail('Укажите дату');
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return checkedDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const digits = /^(\d{1,2})([./-]) ?(\d{1,2})\2 ?(\d{4}|\d{2})$/.exec(text);
  if (digits) return checkedDate(fullYear(digits[4] ?? ''), Number(digits[3]), Number(digits[1]));
  const words = /^(\d{1,2})(?:-?го)? (\p{L}+)\.? (\d{4}|\d{2})$/u.exec(text);
  const month = monthByWord(words?.[2] ?? '');
  if (words && month !== null) return checkedDate(fullYear(words[3] ?? ''), month, Number(words[1]));
  if (/^\d{1,2}(?:\.\d{1,2}\.?| \p{L}+)$/u.test(text)) return fail(`В дате «${text}» не указан год`);
  return fail(`Дата «${text.length > 40 ? `${text.slice(0, 40)}…` : text}» не распознана. ${example}`);
}

/** Two-digit years belong to this century, except 70–99. */
export function fullYear(digits: string): number {
  const value = Number(digits);
  if (digits.length > 2) return value;
  return value < 70 ? 2000 + value : 1900 + value;
}

/** The day, or a Russian sentence saying why there is no such day: «31 февраля не бывает: в феврале 2027 г. 28 дней». */
export function checkedDate(year: number, month: number, day: number): Result<IsoDate, string> {
  const date = isoDate(year, month, day);
  if (date !== null) return ok(date);
  if (year < firstYear || year > lastYear) return fail(`Год ${year} не подходит: нужен от ${firstYear} до ${lastYear}`);
  const name = monthNamesGenitive[month - 1];
  if (name === undefined) return fail(`Месяца с номером ${month} не бывает: их двенадцать`);
  if (day < 1) return fail(`Дня с номером ${day} не бывает: дни считают с первого`);
  const inMonth = `в ${name.slice(0, -1)}е`;
  return fail(`${day} ${name} не бывает: ${inMonth} ${year} г. ${countOf(daysInMonth(year, month), forms.day)}`);
}
