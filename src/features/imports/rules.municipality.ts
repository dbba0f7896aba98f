import { foldText } from '#kernel/text.ts';
import { sameStem } from './rules.organisations-names.ts';

type Kind = 'district' | 'city' | null;

const kindOfUnit = (text: string): Kind =>
  /район|(?<!\p{L})р-н|муниципальн\p{L}* округ/u.test(text)
    ? 'district'
    : /(?<!\p{L})(?:г|го|город|городск\p{L}*|округ\p{L}*)(?!\p{L})/u.test(text)
      ? 'city'
      : null;

const ofAnyUnit =
  /(?<!\p{L})(?:муниципальн\p{L}*|муниципалитет\p{L}*|городск\p{L}*|район\p{L}*|р-н\p{L}?|округ\p{L}*|город(?:-геро\p{L}+|\p{L}?)|област\p{L}*|волгоградск\p{L}*|образовани\p{L}*|администраци\p{L}*|отдел\p{L}*|управлени\p{L}*|территориальн\p{L}*|комитет\p{L}*|департамент\p{L}*|по|г|го|о|р|мр|мо)(?!\p{L})/gu;

/** What of a unit's name tells it from others: «камышинск» of «Камышинского муниципального района». */
function stemsOf(text: string): string[] {
  return text
    .replaceAll(ofAnyUnit, ' ')
    .split(/[^\p{L}\d]+/u)
    .map((word) => word.replace(/(?:ого|ому|ий|ый|ой|ая|ое|им|ом|а|у|е|ь)$/u, ''))
    .filter(Boolean);
}

/** Whether a municipality named in a file is this one: «г. Камышин», «городского округа – город Камышин». */
export function sameMunicipality(
  said: string | null,
  unit: { readonly name: string; readonly shortName: string },
): boolean {
  const text = foldText(said ?? '');
  const told = stemsOf(text);
  if (told.length === 0) return true;
  const [one, other] = [kindOfUnit(text), kindOfUnit(foldText(unit.name)) ?? kindOfUnit(foldText(unit.shortName))];
  if (one !== null && other !== null && one !== other) return false;
  // «Камышинский городской округ» is Камышин only where it is called a city
  const alike = (left: string, right: string) =>
    left === right || (one !== null && one === other && sameStem(left, right));
  return [unit.name, unit.shortName].map(foldText).some((name) => {
    const stems = stemsOf(name);
    // a district of a big city may be named without the city
    const own = stems.length > 1 ? stems.filter((stem) => stem !== 'волгоград') : stems;
    return (
      own.length > 0 &&
      own.every((stem) => told.some((word) => alike(word, stem))) &&
      told.every((word) => stems.some((stem) => alike(word, stem)))
    );
  });
}
