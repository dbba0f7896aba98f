import { foldText } from '#kernel/text.ts';

const kindOfUnit = (text: string): 'district' | 'city' | null =>
  /район/u.test(text)
    ? 'district'
    : /(?<!\p{L})(?:г|го|город|городск\p{L}*|округ\p{L}*)(?!\p{L})/u.test(text)
      ? 'city'
      : null;

/** What of a unit's name tells it from others: «камышинск» of «Камышинского муниципального района». */
function stemsOf(text: string): string {
  return text
    .replaceAll(
      /(?<!\p{L})(?:муниципальн\p{L}*|городск\p{L}*|район\p{L}*|округ\p{L}*|город\p{L}?|област\p{L}*|волгоградск\p{L}*|г|го|о|р|мр)(?!\p{L})/gu,
      ' ',
    )
    .split(/[^\p{L}\d]+/u)
    .map((word) => word.replace(/(?:ого|ому|ий|ый|ой|ая|им|ом|а|у|е|ь)$/u, ''))
    .filter(Boolean)
    .join(' ');
}

/** Whether a municipality named in a file is this one: «г. Камышин», «городского округа – город Камышин». */
export function sameMunicipality(
  said: string | null,
  unit: { readonly name: string; readonly shortName: string },
): boolean {
  const told = foldText(said ?? '');
  if (stemsOf(told) === '') return true;
  return [unit.name, unit.shortName].map(foldText).some((name) => {
    const [one, other] = [kindOfUnit(told), kindOfUnit(name)];
    return stemsOf(name) === stemsOf(told) && (one === null || other === null || one === other);
  });
}
