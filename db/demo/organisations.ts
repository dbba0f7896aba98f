import type { InventedPerson } from './people.ts';
import { inventedPerson } from './people.ts';

/** An invented organisation with its management staff: the head first. */
export interface InventedOrganisation {
  readonly municipality: string;
  readonly kind: 'school' | 'kindergarten' | 'additional-education' | 'college';
  readonly name: string;
  readonly shortName: string;
  readonly phone: string;
  readonly email: string;
  readonly staff: readonly (InventedPerson & {
    readonly post: string;
    readonly category: 'head' | 'deputy-head' | 'unit-head';
  })[];
}

/** A municipality of the reference region, as its name stands in the list of units. */
export interface Place {
  readonly name: string;
  readonly kind: string;
}

const kinds = [
  { kind: 'school', full: 'средняя общеобразовательная школа', short: 'СОШ' },
  { kind: 'school', full: 'гимназия', short: 'гимназия' },
  { kind: 'school', full: 'средняя школа', short: 'СШ' },
  { kind: 'school', full: 'лицей', short: 'лицей' },
] as const;

/** Posts of the staff under the head, in turn. */
const posts = [
  { post: 'Заместитель директора по учебно-воспитательной работе', category: 'deputy-head' },
  { post: 'Заместитель директора по воспитательной работе', category: 'deputy-head' },
  { post: 'Заведующий филиалом', category: 'unit-head' },
  { post: 'Руководитель методической службы', category: 'unit-head' },
] as const;

/** `count` invented organisations of a municipality; `offset` keeps numbers and people apart between places. */
export function inventedOrganisations(place: Place, count: number, offset: number): InventedOrganisation[] {
  return Array.from({ length: count }, (_, index) => {
    const serial = offset + index;
    const type = kinds[index % kinds.length] ?? kinds[0];
    const number = 60 + (serial % 39);
    const adjective = adjectiveOf(place);
    const title = adjective
      ? `${adjective} ${type.full} № ${number}`
      : `${capital(type.full)} № ${number} ${shortPlace(place)}`;
    const shortName = adjective
      ? `${adjective} ${type.short} № ${number}`
      : `${capital(type.short)} № ${number} ${shortPlace(place)}`;
    return {
      municipality: place.name,
      kind: type.kind,
      name: `муниципальное бюджетное общеобразовательное учреждение «${title}»`,
      shortName,
      phone: `+7844${String(2_000_000 + serial * 37).padStart(7, '0')}`,
      email: `school${serial}@example.org`,
      staff: staffOf(serial),
    };
  });
}

function staffOf(serial: number): InventedOrganisation['staff'] {
  const head = { ...inventedPerson(serial * 4), post: 'Директор', category: 'head' as const };
  const others = [0, 1].map((index) => {
    const { post, category } = posts[(serial + index) % posts.length] ?? posts[0];
    return { ...inventedPerson(serial * 4 + 1 + index), post, category };
  });
  return [head, ...others];
}

/** «Иловлинский муниципальный район» gives «Иловлинская»; cities have no adjective of their own. */
function adjectiveOf({ name, kind }: Place): string | null {
  if (kind !== 'municipal-district') return null;
  const [first = ''] = name.split(' ');
  return first.replace(/(ий|ый|ой)$/, 'ая');
}

function shortPlace({ name }: Place): string {
  const city = /^городской округ (.+)$/.exec(name)?.[1];
  if (city) return `г. ${genitiveOfCity[city] ?? city}`;
  return name.replace(/ район Волгограда$/, ' района Волгограда').replace(/[иы]й района/, 'ого района');
}

const genitiveOfCity: Readonly<Record<string, string>> = {
  Волжский: 'Волжского',
  Камышин: 'Камышина',
  Михайловка: 'Михайловки',
  Урюпинск: 'Урюпинска',
  Фролово: 'Фролово',
};

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
