/** The parts of a field name: `members[0].post` and `members.0.post` are the same place. */
export function pathOf(name: string): string[] {
  return name.split(/[.[\]]+/).filter(Boolean);
}

/** What nested values hold under a field's name. */
export function valueAt(values: unknown, name: string): unknown {
  let place = values;
  for (const key of pathOf(name)) {
    if (typeof place !== 'object' || place === null) return undefined;
    place = (place as Record<string, unknown>)[key];
  }
  return place;
}

/** The error kept under a field's name, however its path was written. */
export function errorAt(errors: Readonly<Record<string, string>> | undefined, name: string): string | undefined {
  if (!errors) return undefined;
  const path = pathOf(name).join('.');
  return errors[name] ?? errors[path] ?? Object.entries(errors).find(([key]) => pathOf(key).join('.') === path)?.[1];
}

/** The id of a field within its form: letters, digits and hyphens only. */
export function fieldId(prefix: string, name: string): string {
  return `${prefix}-${pathOf(name).join('-')}`;
}

/** A value as a text input shows it. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return '';
}

/** A value as a list of choices. */
export function asList(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(asText);
  const text = asText(value);
  return text === '' ? [] : [text];
}
