import { firstDay, formatMonth, isoDate, isoMonth, lastDay, yearOf } from './dates.ts';
import type { Atom } from './due-atoms.ts';
import type { Period } from './due-kinds.ts';

/** What is known around a text: the period of the programme, or just a year. */
export interface DueContext {
  readonly period?: Period | undefined;
  readonly year?: number | undefined;
}

/** Dates with all that was said once put where it belongs; null when a month or a year is nowhere to be found. */
export function fillIn(said: readonly (readonly Atom[])[], context: DueContext, doubts: string[]): Atom[][] | null {
  const parts = withLeadingYear(said).map((part) => part.map((atom) => ({ ...atom })));
  const atoms = parts.flat();
  for (let i = atoms.length - 1; i >= 0; i--) {
    const atom = atoms[i];
    if (atom === undefined || atom.d === undefined || atom.m !== undefined) continue;
    const month = atoms[i + 1]?.m;
    if (month === undefined) return null;
    atom.m = month;
  }
  const joined = new Set(parts.flatMap((part) => part.slice(1)));
  if (atoms.every((atom) => atom.y === undefined) && !guessFirst(atoms[0], context, doubts)) return null;
  for (let i = atoms.length - 2; i >= 0; i--) inherit(atoms[i], atoms[i + 1], -1, joined.has(atoms[i + 1] ?? {}));
  for (let i = 1; i < atoms.length; i++) inherit(atoms[i], atoms[i - 1], 1, joined.has(atoms[i] ?? {}));
  return parts;

  /** Takes the year from a neighbour; over the turn of the year it is the one before or after. */
  function inherit(atom: Atom | undefined, neighbour: Atom | undefined, side: 1 | -1, span: boolean): void {
    if (atom === undefined || atom.y !== undefined || neighbour?.y === undefined) return;
    const turned = side === -1 ? position(atom) > position(neighbour) : position(atom) < position(neighbour);
    atom.y = neighbour.y;
    // «20 марта – 10 марта» is a mistake and not a year
    if (!turned || (span && atom.m === neighbour.m)) return;
    const candidates = [neighbour.y + side, ...(span ? [] : [neighbour.y])];
    const inPeriod = candidates.filter((y) => lies({ ...atom, y }, context.period));
    atom.y = inPeriod[0] ?? candidates[0] ?? neighbour.y;
    if (inPeriod.length !== 1) doubts.push(`Год сказан один раз: понято как ${spoken(atom)}`);
  }
}

/** «2027 год: март, сентябрь» — the year said first belongs to all. */
function withLeadingYear(said: readonly (readonly Atom[])[]): readonly (readonly Atom[])[] {
  const [first, ...others] = said;
  const lead = first?.length === 1 ? first[0] : undefined;
  if (lead?.y === undefined || lead.m !== undefined || lead.d !== undefined || others.length === 0) return said;
  if (others.flat().some((atom) => atom.y !== undefined)) return said;
  return others.map((part, i) => part.map((atom, j) => (i === 0 && j === 0 ? { ...atom, y: lead.y } : { ...atom })));
}

function guessFirst(atom: Atom | undefined, { period, year }: DueContext, doubts: string[]): boolean {
  if (atom === undefined) return false;
  if (year !== undefined) {
    atom.y = year;
    return true;
  }
  if (period === undefined) {
    doubts.push('Не указан год');
    return false;
  }
  const years = [];
  for (let y = yearOf(period.from); y <= yearOf(period.to); y++) years.push(y);
  const inside = years.filter((y) => lies({ ...atom, y }, period));
  atom.y = inside[0] ?? years[0] ?? 0;
  if (inside.length === 0) doubts.push(`Год не указан: понято как ${spoken(atom)}, это вне периода программы`);
  if (inside.length > 1) doubts.push(`Год не указан: понято как ${spoken(atom)}`);
  return true;
}

/** Whether the date touches the period. */
function lies(atom: Atom, period: Period | undefined): boolean {
  const month = isoMonth(atom.y ?? 0, atom.m ?? 0);
  if (period === undefined || month === null) return false;
  const from = atom.d === undefined ? firstDay(month) : (isoDate(atom.y ?? 0, atom.m ?? 0, atom.d) ?? '');
  const to = atom.d === undefined ? lastDay(month) : from;
  return from !== '' && from <= period.to && to >= period.from;
}

function spoken(atom: Atom): string {
  const month = isoMonth(atom.y ?? 0, atom.m ?? 0);
  return month === null ? `${atom.y ?? '?'} год` : formatMonth(month);
}

const position = (atom: Atom): number => (atom.m ?? 0) * 100 + (atom.d ?? 0);
