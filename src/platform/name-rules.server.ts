import type { NameCase } from './name-cases.server.ts';

/** Endings in the order genitive, dative, accusative, instrumental, prepositional. */
type Endings = readonly [string, string, string, string, string];
const order: readonly NameCase[] = ['genitive', 'dative', 'accusative', 'instrumental', 'prepositional'];

/** A rule: which words it is for, and what stands in place of the matched end. Words are compared in small letters. */
interface Rule {
  readonly ending: RegExp;
  readonly forms: Endings | 'unchanged';
}
const rule = (ending: RegExp, ...forms: Endings): Rule => ({ ending, forms });
const unchanged = (ending: RegExp): Rule => ({ ending, forms: 'unchanged' });

const consonants = '[бвгджзйклмнпрстфхцчшщ]';

const menSurnames: readonly Rule[] = [
  rule(/лев$(?<=^лев)/, 'льва', 'льву', 'льва', 'львом', 'льве'),
  // a word of one syllable answers «кто?», not «чей?», «какой?»: «Грин», «Цой»
  rule(new RegExp(`(?<=^${consonants}+(ин|ын|ов|ев))$`), 'а', 'у', 'а', 'ом', 'е'),
  rule(/(?<=^[^аеёиоуыэюя]*о|прибо|разбо|ковбо|геро|поко|запо|перебо|удало)й$/, 'я', 'ю', 'я', 'ем', 'е'),
  rule(new RegExp(`(?<=^${consonants}+)ий$`), 'ия', 'ию', 'ия', 'ием', 'ии'),
  rule(/(?<=[гкх])ой$/, 'ого', 'ому', 'ого', 'им', 'ом'),
  rule(/(?<=[гх])ий$(?<!(серг|георг|елиг|евтих)ий)/, 'ого', 'ому', 'ого', 'им', 'ом'),
  // the vowel that flees, and the one that stays: after two consonants and in words of one syllable
  rule(/заяц$/, 'зайца', 'зайцу', 'зайца', 'зайцем', 'зайце'),
  rule(/ец$(?<=(^|-)[^аеёиоуыэюя]+ец)/, 'еца', 'ецу', 'еца', 'ецом', 'еце'),
  rule(/(?<=[аеёоуыя])ец$/, 'йца', 'йцу', 'йца', 'йцем', 'йце'),
  rule(/иец$/, 'ийца', 'ийцу', 'ийца', 'ийцем', 'ийце'),
  rule(/(?<=[бвгджзкмнпрстфхцчшщ][бвгджзклмнпрстфхцчшщ])ец$/, 'еца', 'ецу', 'еца', 'ецом', 'еце'),
  rule(/(?<=л)ец$/, 'ьца', 'ьцу', 'ьца', 'ьцом', 'ьце'),
  rule(/(?<=нем|перц|[оеё]в|гор|пол|[аи]н|град)ец$(?<!крав|горобец)/, 'ца', 'цу', 'ца', 'цем', 'це'),
  rule(/ец$/, 'ца', 'цу', 'ца', 'цом', 'це'),
  rule(/(?<=^[^аеёиоуыэюя]+ок)$/, 'а', 'у', 'а', 'ом', 'е'),
  rule(
    /(?<=прор|игр|знат|езд|^ед|сед|вост|^пот|^ист|шир|выс|глуб|вид|зар|пор|обр|набо|рыбол)ок$/,
    'ока',
    'оку',
    'ока',
    'оком',
    'оке',
  ),
  rule(/(?<=[аеёиоуыэюя])ёк$/, 'йка', 'йку', 'йка', 'йком', 'йке'),
  rule(/ёк$/, 'ька', 'ьку', 'ька', 'ьком', 'ьке'),
  rule(/(?<=^(ор|коз|ос|кот|дят))[её]л$/, 'ла', 'лу', 'ла', 'лом', 'ле'),
  rule(/(?<=^(щег|хох|пос))ол$/, 'ла', 'лу', 'ла', 'лом', 'ле'),
  rule(/(?<=солов|вороб|мурав|реп|руч)ей$/, 'ья', 'ью', 'ья', 'ьём', 'ье'),
  rule(/(?<=[аеёуэюя])й$/, 'я', 'ю', 'я', 'ем', 'е'),
  // endings under stress
  rule(/(?<=ач|^[^аеёиоуыэюя]+[аеёиоуыэюя][^аеёиоуыэюя]*[чщ]|рущ)$/, 'а', 'у', 'а', 'ом', 'е'),
];

const womenSurnames: readonly Rule[] = [
  unchanged(/[бвгджзйклмнпрстфхцчшщьъ]$/),
  // «Рева», «Сова» are words, not «чья?»
  rule(new RegExp(`(?<=^${consonants}(ов|ев))а$`), 'ы', 'е', 'у', 'ой', 'е'),
  rule(/(?<=[жшчщ])ая$/, 'ей', 'ей', 'ую', 'ей', 'ей'),
  // all other words in «а» but «чья?» are nouns, whatever they look like: «Ворона»
  rule(/(?<=[гкх])а$/, 'и', 'е', 'у', 'ой', 'е'),
  rule(/(?<=[бвдзлмнпрстф])а$(?<!(ов|ев|ёв|ин|ын)а)/, 'ы', 'е', 'у', 'ой', 'е'),
];

const anySurnames: readonly Rule[] = [
  unchanged(/^(дюма|золя|петипа|деррида|труайя|люка|фуркада|гамарра)$/),
  rule(/(?<=ганж|лапш|левш|межа?|ханж|паш|свеч|парч|саранч|каланч|бахч|алч)а$/, 'и', 'е', 'у', 'ой', 'е'),
  rule(/(?<=[жшчщ])а$/, 'и', 'е', 'у', 'ей', 'е'),
];

const menNames: readonly Rule[] = [rule(/(?<=^иль)я$/, 'и', 'е', 'ю', 'ёй', 'е')];

const womenNames: readonly Rule[] = [
  unchanged(/^(мишель|николь|габриэль|рафаэль|даниэль|эммануэль|эдель|шанель|изабель|аннабель)$/),
  unchanged(/[бвгджзйклмнпрстфхцчшщ]$/),
  rule(/ь$/, 'и', 'и', 'ь', 'ью', 'и'),
];

/** First parts of double surnames that never change. */
const unchangingParts = /^(бонч|тер|тёр|кара|сан|сен|мак|дер|ван|фон|де|ла|ле|эль|аль|бен|ибн|тан|тянь)$/;

/** A surname (or its part) in a case by the rules of the house; null when they have nothing to say. */
export function surnameByRule(
  part: string,
  nameCase: NameCase,
  gender: 'female' | 'male',
  last: boolean,
): string | null {
  if (!last && unchangingParts.test(part.toLowerCase())) return part;
  return byRules(part, nameCase, [...anySurnames, ...(gender === 'female' ? womenSurnames : menSurnames)]);
}

/** A first name in a case by the rules of the house; null when they have nothing to say. */
export function firstNameByRule(part: string, nameCase: NameCase, gender: 'female' | 'male'): string | null {
  return byRules(part, nameCase, gender === 'female' ? womenNames : menNames);
}

function byRules(word: string, nameCase: NameCase, rules: readonly Rule[]): string | null {
  const small = word.toLowerCase();
  const found = rules.find(({ ending }) => ending.test(small));
  if (!found) return null;
  if (found.forms === 'unchanged') return word;
  const end = found.ending.exec(small)!.index;
  const stem = word.slice(0, end);
  const form = found.forms[order.indexOf(nameCase)]!;
  // a rule that replaces the whole word keeps its capital
  return stem === '' ? form.charAt(0).toUpperCase() + form.slice(1) : stem + form;
}
