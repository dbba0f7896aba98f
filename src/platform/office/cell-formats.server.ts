import { monthNames } from '#kernel/date-words.ts';

/** How a number of a cell is shown: as it is, as a date, as a month, as a time, with leading zeros, in per cent. */
export type CellFormat =
  | { readonly kind: 'number' }
  | { readonly kind: 'percent' }
  | { readonly kind: 'zeros'; readonly width: number }
  | { readonly kind: 'date' | 'month' | 'time' };

export const plain: CellFormat = { kind: 'number' };

/** Formats that workbooks name by number alone. */
export function standardFormat(id: number): CellFormat {
  if (id === 9 || id === 10) return { kind: 'percent' };
  if (id === 17) return { kind: 'month' };
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return { kind: 'time' };
  if ((id >= 14 && id <= 16) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return { kind: 'date' };
  return plain;
}

/** What a format code means: «dd.mm.yyyy», «[$-419]mmmm yyyy;@», «00000», «0%». */
export function formatOfCode(code: string): CellFormat {
  const first = code
    .slice(0, 255)
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\][]*\]/gi, '')
    .split(';')[0]!
    .toLowerCase();
  if (/general|основной/.test(first)) return plain;
  if (/^0+$/.test(first) && first.length > 1) return { kind: 'zeros', width: first.length };
  if (/[dy]/.test(first)) return { kind: first.includes('d') || !first.includes('m') ? 'date' : 'month' };
  if (/[hs]/.test(first)) return { kind: 'time' };
  if (/^m+$/.test(first.trim())) return { kind: 'month' };
  return first.includes('%') ? { kind: 'percent' } : plain;
}

const day = 86_400;
const lastDay = 2_958_466;
const two = (value: number) => String(value).padStart(2, '0');

/** A number as the sheet shows it. Whole numbers are written whole; dates as ДД.ММ.ГГГГ. */
export function textOfNumber(value: number, format: CellFormat, since1904: boolean): string {
  switch (format.kind) {
    case 'zeros':
      return decimal(value).padStart(format.width, '0');
    case 'percent':
      return `${decimal(value * 100)}%`;
    case 'number':
      return decimal(value);
    default:
      return value < 0 || value >= lastDay ? decimal(value) : textOfMoment(value, format.kind, since1904);
  }
}

function decimal(value: number): string {
  // fifteen digits are what Excel keeps; the rest is noise of binary fractions
  const exact = Number.isInteger(value) ? value : Number(value.toPrecision(15));
  return String(exact).replace('.', ',');
}

function textOfMoment(serial: number, kind: 'date' | 'month' | 'time', since1904: boolean): string {
  const seconds = Math.round(serial * day);
  const time = seconds % day;
  const clock = `${two(Math.floor(time / 3600))}:${two(Math.floor((time % 3600) / 60))}`;
  if (kind === 'time' && seconds < day) return clock;
  const days = Math.floor(seconds / day);
  // Excel believes that 1900 was a leap year
  const start = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const date = new Date(start + days * day * 1000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (kind === 'month') return `${monthNames[month]} ${year}`;
  const text = `${two(date.getUTCDate())}.${two(month + 1)}.${String(year).padStart(4, '0')}`;
  return time === 0 ? text : `${text} ${clock}`;
}

/** A date kept as text («2026-09-01T00:00:00») in the same writing. */
export function textOfIsoDate(iso: string): string {
  const [, year, month, date, clock] = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?/.exec(iso) ?? [];
  if (year === undefined) return iso;
  return `${date}.${month}.${year}${clock && clock !== '00:00' ? ` ${clock}` : ''}`;
}
