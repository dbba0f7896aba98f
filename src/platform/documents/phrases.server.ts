import { decapitalise } from '#kernel/text.ts';
import { nameCases, type NameCase } from '#kernel/names.ts';

/** The five forms of a word in the order of `nameCases`. */
type Forms = readonly [string, string, string, string, string];

/** Endings of adjectives and participles: what the nominative ends with, how much is replaced, by what. */
const adjectives: readonly (readonly [ending: RegExp, living: Forms, things: Forms])[] = [
  [/(?<=(казач|овеч|треть))ий$/, ...both('ьего', 'ьему', 'ьим', 'ьем', 'ий')],
  [/(?<=[гкх])(ий|ой)$/, ...both('ого', 'ому', 'им', 'ом', '')],
  [/(?<=[жшчщн])ий$/, ...both('его', 'ему', 'им', 'ем', 'ий')],
  [/(?<=[жш])ой$/, ...both('ого', 'ому', 'им', 'ом', 'ой')],
  [/(ый|ой)$/, ...both('ого', 'ому', 'ым', 'ом', '')],
  [/(?<=[жшчщ])ая$/, ...same('ей', 'ей', 'ую', 'ей', 'ей')],
  [/ая$/, ...same('ой', 'ой', 'ую', 'ой', 'ой')],
  [/(?<=ч)ья$/, ...same('ьей', 'ьей', 'ью', 'ьей', 'ьей')],
  [/(?<=ч)ье$/, ...same('ьего', 'ьему', 'ье', 'ьим', 'ьем')],
  [/яя$/, ...same('ей', 'ей', 'юю', 'ей', 'ей')],
  [/(?<=[гкхжш])ое$/, ...same('ого', 'ому', 'ое', 'им', 'ом')],
  [/ое$/, ...same('ого', 'ому', 'ое', 'ым', 'ом')],
  [/ее$/, ...same('его', 'ему', 'ее', 'им', 'ем')],
];

/** Endings of nouns, longer ones first. */
const nouns: readonly (readonly [ending: RegExp, living: Forms, things: Forms])[] = [
  [/ие$/, ...same('ия', 'ию', 'ие', 'ием', 'ии')],
  [/ия$/, ...same('ии', 'ии', 'ию', 'ией', 'ии')],
  [/ище$/, ...same('ища', 'ищу', 'ище', 'ищем', 'ище')],
  [/о$/, ...same('а', 'у', 'о', 'ом', 'е')],
  [/(?<=ц)а$/, ...same('ы', 'е', 'у', 'ей', 'е')],
  [/(?<=[жшчщ])а$/, ...same('и', 'е', 'у', 'ей', 'е')],
  [/(?<=[гкх])а$/, ...same('и', 'е', 'у', 'ой', 'е')],
  [/а$/, ...same('ы', 'е', 'у', 'ой', 'е')],
  [/я$/, ...same('и', 'е', 'ю', 'ей', 'е')],
  [/ец$/, ...both('ца', 'цу', 'цом', 'це', 'ец')],
  [/й$/, ...both('я', 'ю', 'ем', 'е', 'й')],
  [/ь$/, ...both('я', 'ю', 'ем', 'е', 'ь')],
  [/(?<=[жшчщц])$/, ...both('а', 'у', 'ем', 'е', '')],
  [/$/, ...both('а', 'у', 'ом', 'е', '')],
];

/** The accusative of the living is the genitive, of things the nominative (`own`; '' stands for «what was written»). */
function both(genitive: string, dative: string, instrumental: string, prepositional: string, own: string) {
  return [
    [genitive, dative, genitive, instrumental, prepositional],
    [genitive, dative, own, instrumental, prepositional],
  ] as const satisfies readonly [Forms, Forms];
}

function same(...forms: Forms) {
  return [forms, forms] as const;
}

/** Nouns whose endings go by a way of their own. */
const exceptions: Readonly<Record<string, Forms>> = {
  врач: ['врача', 'врачу', 'врача', 'врачом', 'враче'],
  скрипач: ['скрипача', 'скрипачу', 'скрипача', 'скрипачом', 'скрипаче'],
  секретарь: ['секретаря', 'секретарю', 'секретаря', 'секретарём', 'секретаре'],
  член: ['члена', 'члену', 'члена', 'членом', 'члене'],
  область: ['области', 'области', 'область', 'областью', 'области'],
  судья: ['судьи', 'судье', 'судью', 'судьёй', 'судье'],
};

const stems = (text: string): string => text.trim().split(/\s+/).join('|');

/** Nouns a post is called by. */
const postNouns = new RegExp(
  `^(${stems(`
  директор ректор проректор начальник руководитель председатель заместитель специалист методист консультант координатор
  куратор учитель преподаватель воспитатель педагог психолог логопед дефектолог олигофренопедагог сурдопедагог
  тифлопедагог организатор советник помощник секретарь бухгалтер экономист юрист юрисконсульт инспектор инженер
  программист техник лаборант библиотекарь архивариус делопроизводитель документовед декан доцент профессор ассистент
  тьютор тренер инструктор хореограф хормейстер балетмейстер концертмейстер аккомпаниатор режиссёр режиссер врач фельдшер
  медсестра сестра няня завуч завхоз глава мэр министр губернатор президент президент эксперт аналитик референт
  менеджер администратор оператор сотрудник сотрудница работник работница член наставник наставница ментор модератор
  учительница преподавательница воспитательница помощница секретарша библиотекарша лаборантка староста атаман кассир
  комендант диспетчер редактор корреспондент переводчик художник музыкант скрипач мастер механик электроник повар
  водитель дворник сторож кладовщик слесарь агроном мичман полковник майор капитан командир офицер
  представитель уполномоченный ответственный управленец  попечитель учредитель основатель вожатый
  вожатая заведующий заведующая управляющий управляющая исполняющий исполняющая командующий стажёр стажер практикант
  аудитор ревизор контролёр контролер статистик социолог астроном математик физик музеевед хранитель экскурсовод
  психотерапевт педиатр дизайнер маркетолог звукорежиссёр звукорежиссер звукооператор видеооператор наладчик лидер
  соруководитель сопредседатель политолог доктор кандидат академик депутат адвокат нотариус
  кастелянша рабочий рабочая электрик казначей старшина горничная дежурная
  ответственная уполномоченная дежурный
  `)})$`,
);

/** Ends of nouns that name who does a thing: a post outside the list is known by them. */
const doers =
  /^[а-яё]{2,}(тель|тельница|ник|ница|чик|щик|чица|щица|ист|истка|[ае]нт|[ае]нтка|[аи]тор|лог|граф|метр|вед|вод|иатр|[оеё]р|арь|арка)$/;

/** Nouns an organisation is called by. */
const organisationNouns = new RegExp(
  `^(${stems(`
  учреждение организация предприятие объединение комитет отдел отделение управление департамент министерство
  администрация агентство служба инспекция палата совет дума школа гимназия прогимназия лицей сад центр дом дворец
  институт академия университет колледж техникум училище интернат комплекс корпус филиал представительство ассоциация
  фонд общество товарищество союз партнёрство партнерство кооператив кабинет лаборатория факультет кафедра станция
  библиотека музей театр клуб студия пансион пансионат лагерь питомник площадка группа кванториум технопарк корпорация
  компания фирма федерация лига община епархия семинария консерватория мастерская типография издательство редакция
  район округ город область край республика поселение село посёлок поселок станица хутор оператор орган
  правительство мэрия собрание герой сообщество отряд движение
  бюро дирекция подразделение консультация комиссия приют санаторий профилакторий стадион бассейн
  `)})$`,
);

/** Words before a post that say how it is held and do not change. */
const adverbs = /^(временно|врио)$/;

/** First halves of words with a hyphen that do not change. */
const unchanging = /^(вице|экс|пресс|медиа|бизнес|веб|арт|контр|унтер|обер|шеф)$/;

interface Manner {
  readonly nouns: RegExp;
  readonly living: boolean;
}
const posts: Manner = { nouns: postNouns, living: true };
const organisations: Manner = { nouns: organisationNouns, living: false };

/**
 * A post in a case: «заместителя директора по воспитательной работе», «директора школы, учителя». Declined are the
 * words that name the post; what depends on them stays as it is written, and so does a post of unknown words.
 */
export function postInCase(post: string, nameCase: NameCase): string {
  return phraseInCase(post, nameCase, posts);
}

/**
 * An organisation in a case: «муниципального бюджетного общеобразовательного учреждения «Средняя школа № 1»». Declined
 * are the words of its legal form; abbreviations, what stands in quotation marks and what follows stay.
 */
export function organisationInCase(name: string, nameCase: NameCase): string {
  return phraseInCase(name, nameCase, organisations);
}

/** Declines what a text begins with, and what begins anew after a comma, «и», a dash or a bracket outside quotes. */
function phraseInCase(text: string, nameCase: NameCase, manner: Manner): string {
  const joints = manner.living
    ? /(,\s*|\s+и\s+|\s+[–—-]\s+|\s*[(/]\s*)/
    : /(\s+[–—-]\s+(?!город\s)|\s*\((?!\p{L}+\)\s)\s*)/u;
  let quotes = 0;
  let declined = true;
  return text
    .split(joints)
    .map((part, index) => {
      const outside = quotes === 0;
      quotes = depthAfter(part, quotes);
      if (index % 2 === 1 || !outside) return part;
      // an organisation's second name changes only beside a first one that has
      if (!manner.living && index > 0 && !declined) return part;
      const changed = headInCase(part, nameCase, manner);
      if (index === 0) declined = changed !== null;
      return changed ?? part;
    })
    .join('');
}

/** Adjectives in «-ский» that come from no place. */
const notOfPlaces = /^(детск|городск|сельск|кадетск|юношеск|женск|мужск|морск|медицинск|мастерск|\p{L}*ческ)/iu;

/** A post or an organisation inside a sentence: its first letter small, but not that of a place («Иловлинской СОШ»). */
export function insideSentence(text: string): string {
  const ofPlace = /^\p{Lu}[\p{Ll}-]*ск(ий|ая|ое|ого|ой|ому|ую|им|ом)(?!\p{L})/u.test(text) && !notOfPlaces.test(text);
  return ofPlace ? text : decapitalise(text);
}

/** How many quotation marks are open after a piece of text; straight ones open and close by turns. */
function depthAfter(part: string, before: number): number {
  let depth = before;
  for (const sign of part) {
    if (sign === '«' || sign === '„' || sign === '“') depth += 1;
    else if (sign === '»' || sign === '”') depth = Math.max(depth - 1, 0);
    else if (sign === '"') depth += depth % 2 === 0 ? 1 : -1;
  }
  return depth;
}

const cityName = /^[А-ЯЁ][а-яё]+([бвгджзклмнпрстфха]|[иы]й)$/;

/** Adjectives, then a noun of the list; null when the text begins with anything else. */
function headInCase(text: string, nameCase: NameCase, manner: Manner): string | null {
  const words = text.split(/(\s+)/);
  for (let index = 0; index < words.length; index += 2) {
    const plain = plainOf(words[index]!);
    // «управляющий директор»: an adjective called a noun is one only where no noun follows
    const next = plainOf(words[index + 2] ?? '');
    const named = isNoun(plain, manner) || (!manner.living && agree(words[index - 2] ?? '', words[index]!));
    if (named && !(isAdjective(plain) && isNoun(next, manner))) {
      // «города Волгограда», but «города Котово»
      const last = /^город(-герой)?$/.test(plain) && cityName.test(words[index + 2] ?? '') ? index + 2 : index;
      return words
        .map((word, place) =>
          place > last || place % 2 === 1 ? word : wordInCase(word, nameCase, manner, place >= index),
        )
        .join('');
    }
    // «Иловлинская СОШ»: the adjectives change, the abbreviation stays
    const abbreviation = !manner.living && index > 0 && /^[А-ЯЁ]{2,}$/.test(words[index]!);
    if (abbreviation && /[а-яё]/.test(words[0]!)) {
      return words
        .map((word, place) => (place >= index || place % 2 === 1 ? word : wordInCase(word, nameCase, manner, false)))
        .join('');
    }
    if (!adverbs.test(plain) && !isAdjective(plain) && !isNounWithAdjective(plain, manner)) return null;
  }
  return null;
}

const plainOf = (word: string): string => word.toLowerCase().replace(/^\(|[.:;»)]+$/g, '');
const isKnown = (word: string, { nouns: known, living }: Manner): boolean =>
  known.test(word) || (living && doers.test(word) && !organisationNouns.test(word));
const isNoun = (word: string, manner: Manner): boolean =>
  isKnown(word, manner) ||
  (word.includes('-') && word.split('-').every((part) => isKnown(part, manner) || unchanging.test(part)));
const isAdjective = (word: string): boolean => /^(?!герой$)[а-яё-]{2,}(ый|ий|ой|ая|яя|ое|ее|чья|чье)$/.test(word);
/** An adjective and a noun no list knows: «учебный комбинат». */
const agree = (adjective: string, noun: string): boolean =>
  /([ыи]й|ой) [а-яё]{2,}[бвгджзклмнпрстфхцчшщ]$|(ая|яя) [а-яё]{2,}[ая]$|(ое|ее) [а-яё]{2,}[ое]$/.test(
    `${adjective} ${noun}`,
  ) && !isAdjective(noun);
/** «школа-детский» of «школа-детский сад». */
const isNounWithAdjective = (word: string, manner: Manner): boolean =>
  /^[^-]+-[^-]+$/.test(word) && isKnown(word.split('-')[0]!, manner) && isAdjective(word.split('-')[1]!);

function wordInCase(word: string, nameCase: NameCase, manner: Manner, noun: boolean): string {
  const [, before = '', core = '', tail = ''] = /^(\(?)(.*?)([.:;»)]*)$/s.exec(word) ?? [];
  if (adverbs.test(core.toLowerCase())) return word;
  const small = core.toLowerCase();
  const mixed = !noun && isNounWithAdjective(small, manner);
  const parts = (noun || mixed) && !exceptions[small] ? small.split('-') : [small];
  const changed = parts.map((part) => formOf(part, nameCase, manner, noun || (mixed && !isAdjective(part)))).join('-');
  return before + recased(core, changed) + tail;
}

function formOf(word: string, nameCase: NameCase, { living }: Manner, noun: boolean): string {
  const place = nameCases.indexOf(nameCase);
  const exception = exceptions[word];
  if (exception) return exception[place]!;
  if (word === 'бюро' || unchanging.test(word)) return word;
  // «заведующий», «вожатая», «мастерская» are called nouns and decline as adjectives
  const adjectival = !noun || isAdjective(word);
  const found = (adjectival ? adjectives : nouns).find(([ending]) => ending.test(word));
  if (!found) return word;
  const ending = (living ? found[1] : found[2])[place]!;
  if (!living && nameCase === 'accusative' && ending === '') return word;
  return word.replace(found[0], ending);
}

/** The changed word in the capitals of the written one. */
function recased(written: string, changed: string): string {
  if (written.length > 1 && written === written.toUpperCase()) return changed.toUpperCase();
  return written[0] === written[0]?.toUpperCase() ? changed.charAt(0).toUpperCase() + changed.slice(1) : changed;
}
