const identifier = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What a person wrote in a form, in its order: words, without the names of choices and other marks of the form. */
export function typedTexts(values: unknown): string[] {
  if (typeof values === 'string') return /[а-яё]/i.test(values) && !identifier.test(values) ? [values] : [];
  if (typeof values !== 'object' || values === null) return [];
  return Object.entries(values).flatMap(([name, value]) => (name.startsWith('_') ? [] : typedTexts(value)));
}
