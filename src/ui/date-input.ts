const iso = /^(\d{4})-(\d{2})-(\d{2})$/;
const russian = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;

/** A stored date as a person types it: 2027-03-12 is 12.03.2027. Anything else stays as it was typed. */
export function dateShown(value: string): string {
  const parts = iso.exec(value);
  return parts ? `${parts[3]}.${parts[2]}.${parts[1]}` : value;
}

/** The same date for the calendar, if it was typed well. */
export function isoOf(typed: string): string | null {
  const parts = russian.exec(dateTidied(typed));
  if (!parts) return iso.test(typed.trim()) ? typed.trim() : null;
  const [, day = '', month = '', year = ''] = parts;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** «12,3,2027», «12 03 2027» and «12032027» become 12.03.2027; what cannot be understood stays. */
export function dateTidied(typed: string): string {
  const text = typed.trim();
  const digits = /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  if (digits) return `${digits[1]}.${digits[2]}.${digits[3]}`;
  const parts = /^(\d{1,2})[.,/\s-]+(\d{1,2})[.,/\s-]+(\d{4})$/.exec(text);
  const [, day = '', month = '', year = ''] = parts ?? [];
  if (parts) return `${day.padStart(2, '0')}.${month.padStart(2, '0')}.${year}`;
  return dateShown(text);
}
