import type { NameCase } from '#kernel/names.ts';

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

const vowelless = '[^аеёиоуыэюя]';

/** Men's surnames in «ь» whose endings are under stress: «Шинкарём», but «Бондарем», «Лосем». */
const stressedSoft = new RegExp(
  `(?<=${[
    '(?<!бонд|рыц|лек|пек|ток|слес|птек|знах|пах|пис|лаз|кух|отек|цез|паст|мыт|лопс)ар',
    '^(кон|цар|кор[оа]л|врал|кул|рул|руб|шмел|ков[аы]л|москал|кост[ыи]л|коб[еы]л|кис[еи]л|мот[ыи]л|боб[ыи]л)',
    '^(коростел|журавл|корабл|рубл|карас|лин|феврал|ячмен|кистен|богатыр|пузыр|снегир|пустыр|монастыр|волдыр|поводыр)',
    '^(штыр|хрустал|миндал|фитил|щавел|кремл|бадыл|гвозд|дожд|грузд|вожд|ферз|яз|голавл|дымар)',
  ].join('|')})ь$`,
);

const menSurnames: readonly Rule[] = [
  rule(/лев$(?<=^лев)/, 'льва', 'льву', 'льва', 'львом', 'льве'),
  // «Эрлих» is «кто?»; only after г, к, х, н and the hissing ones is «-их» a «чьих?»: «Долгих», «Верхних»
  rule(/(?<=[^гкхжшчщн]их|^(м|мю|кю|ю)них)$/, 'а', 'у', 'а', 'ом', 'е'),
  rule(
    /(?<=^(господ|хозя|бояр|бар|татар|дворян|крестьян|мещан|граждан|пингв|дельф|апельс|мандар|кувш|испол)ин|^остров|^тетерев)$/,
    'а',
    'у',
    'а',
    'ом',
    'е',
  ),
  // a word of one syllable answers «кто?», not «чей?», «какой?»: «Грин», «Цой»
  rule(new RegExp(`(?<=^${consonants}+(ин|ын|ов|ев))$`), 'а', 'у', 'а', 'ом', 'е'),
  rule(
    /(?<=^[^аеёиоуыэюя]*о|прибо|разбо|ковбо|геро|поко|запо|перебо|удало|козодо|водопо|засто|усто)й$/,
    'я',
    'ю',
    'я',
    'ем',
    'е',
  ),
  rule(new RegExp(`(?<=^${consonants}+)ий$`), 'ия', 'ию', 'ия', 'ием', 'ии'),
  rule(/(?<=[гкхжшчщ])ой$/, 'ого', 'ому', 'ого', 'им', 'ом'),
  rule(/(?<=[жшщ]|(?<!^топ)ч|^куц)ий$/, 'его', 'ему', 'его', 'им', 'ем'),
  rule(/(?<=[гх])ий$(?<!(серг|георг|елиг|евтих)ий)/, 'ого', 'ому', 'ого', 'им', 'ом'),
  // the vowel that flees, and the one that stays: after two consonants and in words of one syllable
  rule(/заяц$/, 'зайца', 'зайцу', 'зайца', 'зайцем', 'зайце'),
  rule(/[её]рш$(?<=^[её]рш)/, 'ерша', 'ершу', 'ерша', 'ершом', 'ерше'),
  rule(
    /(?<=^(кам|греб|лив|пар|кор|перст|студ|селез|балов|увал|щеб|трут|стерж|бред|склад))ень$/,
    'ня',
    'ню',
    'ня',
    'нем',
    'не',
  ),
  rule(/(?<=^(рем|крем|слеп|шерш|плет|п))ень$/, 'ня', 'ню', 'ня', 'нём', 'не'),
  rule(/(?<=^(кост|ков|шат|боб|вет|вых))[её]р$/, 'ра', 'ру', 'ра', 'ром', 'ре'),
  rule(/оть$(?<=^(ног|ког|лок|лап|д[её]г)оть)/, 'тя', 'тю', 'тя', 'тем', 'те'),
  rule(/оть$(?<=^ломоть)/, 'тя', 'тю', 'тя', 'тём', 'те'),
  rule(/(?<=^ог)онь$/, 'ня', 'ню', 'ня', 'нём', 'не'),
  rule(/(?<=^уг)орь$/, 'ря', 'рю', 'ря', 'рём', 'ре'),
  rule(/(?<=^ос)[её]тр$/, 'етра', 'етру', 'етра', 'етром', 'етре'),
  rule(/(?<=^(буг|баг))ор$/, 'ра', 'ру', 'ра', 'ром', 'ре'),
  rule(/ец$(?<=(^|-)[^аеёиоуыэюя]+ец)/, 'еца', 'ецу', 'еца', 'ецом', 'еце'),
  rule(/(?<=^бо)ец$/, 'йца', 'йцу', 'йца', 'йцом', 'йце'),
  rule(/(?<=[аеёоуыя])ец$/, 'йца', 'йцу', 'йца', 'йцем', 'йце'),
  rule(/иец$/, 'ийца', 'ийцу', 'ийца', 'ийцем', 'ийце'),
  rule(/(?<=[бвгджзкмнпрстфхцчшщ][бвгджзклмнпрстфхцчшщ])ец$/, 'еца', 'ецу', 'еца', 'ецом', 'еце'),
  rule(/(?<=ал|умел|владел)ец$/, 'ьца', 'ьцу', 'ьца', 'ьцем', 'ьце'),
  rule(/(?<=л)ец$/, 'ьца', 'ьцу', 'ьца', 'ьцом', 'ьце'),
  rule(
    /(?<=^(лов|пев|жив|крив|плав|вдов|удов|яков|маков|боров|дубов|баран|иван|степан|роман))ец$/,
    'ца',
    'цу',
    'ца',
    'цом',
    'це',
  ),
  rule(/(?<=нем|пер|младен|[оеё]в|гор|пол|[аи]н|град)ец$(?<!крав|горобец)/, 'ца', 'цу', 'ца', 'цем', 'це'),
  rule(/ец$/, 'ца', 'цу', 'ца', 'цом', 'це'),
  rule(/(?<=^[^аеёиоуыэюя]+ок)$/, 'а', 'у', 'а', 'ом', 'е'),
  rule(
    /(?<=прор|игр|знат|езд|^ед|сед|вост|^пот|^ист|шир|выс|глуб|вид|зар|пор|обр|набо|рыбол|чесн|вол|отр)ок$/,
    'ока',
    'оку',
    'ока',
    'оком',
    'оке',
  ),
  rule(/ок$/, 'ка', 'ку', 'ка', 'ком', 'ке'),
  rule(/(?<=[аеёиоуыэюя])ёк$/, 'йка', 'йку', 'йка', 'йком', 'йке'),
  rule(/(?<=оч|^(ореш|горош|камеш|колыш|мешоч))ек$/, 'ка', 'ку', 'ка', 'ком', 'ке'),
  rule(/(?<=^(кон|хор|огон|пен|угол|мотыл|кул|васил|корол|парен|цар|звер))ек$/, 'ька', 'ьку', 'ька', 'ьком', 'ьке'),
  rule(/ёк$/, 'ька', 'ьку', 'ька', 'ьком', 'ьке'),
  rule(/(?<=^(ор|коз|ос|кот|дят|пав|уз))[её]л$/, 'ла', 'лу', 'ла', 'лом', 'ле'),
  rule(/(?<=^(щег|хох|пос|чех|уг))ол$/, 'ла', 'лу', 'ла', 'лом', 'ле'),
  rule(/(?<=солов|вороб|мурав|реп|руч)ей$/, 'ья', 'ью', 'ья', 'ьём', 'ье'),
  rule(/(?<=[аеёуэюя])й$/, 'я', 'ю', 'я', 'ем', 'е'),
  // endings under stress
  rule(
    new RegExp(
      `(?<=ач|^${vowelless}*[аеёиоуыэюя]${vowelless}*[чщж]|рущ|ыш|(москв|кирп|кул)ич|паныч|сургуч)$(?<!страж|муж|довбыш|ёныш|ковач)`,
    ),
    'а',
    'у',
    'а',
    'ом',
    'е',
  ),
  rule(/(?<=^(ковш|грош|шалаш|палаш|торгаш|карандаш|лукаш|мураш|кулеш|кулиш|гуляш|ингуш))$/, 'а', 'у', 'а', 'ом', 'е'),
  rule(/(?<=[жшчщ])ь$/, 'а', 'у', 'а', 'ем', 'е'),
  rule(stressedSoft, 'я', 'ю', 'я', 'ём', 'е'),
  rule(
    /(?<!(верх|ниж|сред|край|даль|лет|зим|осен|весен|веш|си|зад|перед|позд|ран|древ|утрен|вечер|сосед|домаш|дав|послед)н)ий$(?<=ний)/,
    'ия',
    'ию',
    'ия',
    'ием',
    'ии',
  ),
  // what is left is a noun: no man's surname in a consonant or «ь» stays as it is
  rule(/ь$/, 'я', 'ю', 'я', 'ем', 'е'),
  rule(/(?<=[жшчщц])$/, 'а', 'у', 'а', 'ем', 'е'),
  rule(/(?<=[бвгдзклмнпрстфх])$(?<!ов|ев|ёв|ин|ын|[иы]х)/, 'а', 'у', 'а', 'ом', 'е'),
  rule(/(?<=[бвдзлмнпрстф])а$/, 'ы', 'е', 'у', 'ой', 'е'),
  rule(/(?<=[гкх])а$/, 'и', 'е', 'у', 'ой', 'е'),
];

const womenSurnames: readonly Rule[] = [
  unchanged(/[бвгджзйклмнпрстфхцчшщьъ]$/),
  // «Рева», «Сова», «Голова» are words, not «чья?»
  rule(new RegExp(`(?<=^${consonants}(ов|ев)|^${consonants}+[иы]н)а$`), 'ы', 'е', 'у', 'ой', 'е'),
  rule(
    /(?<=^(голов|коров|дубров|подков|основ|обнов|полов|щербин|калин|малин|дубин|скотин|годин|кручин|пучин|картин))а$/,
    'ы',
    'е',
    'у',
    'ой',
    'е',
  ),
  rule(/(?<=[жшчщ])ая$/, 'ей', 'ей', 'ую', 'ей', 'ей'),
  // all other words in «а» but «чья?» are nouns, whatever they look like: «Ворона»
  rule(/(?<=[гкх])а$/, 'и', 'е', 'у', 'ой', 'е'),
  rule(/(?<=[бвдзлмнпрстф])а$(?<!(ов|ев|ёв|ин|ын)а)/, 'ы', 'е', 'у', 'ой', 'е'),
];

const anySurnames: readonly Rule[] = [
  unchanged(/^(дюма|дега|дюра|золя|гра|петипа|деррида|труайя|люка|фуркада|гамарра)$/),
  rule(/(?<=ганж|лапш|левш|межа?|ханж|паш|свеч|парч|саранч|каланч|бахч|алч|^душ)а$/, 'и', 'е', 'у', 'ой', 'е'),
  rule(/(?<=[жшчщ])а$/, 'и', 'е', 'у', 'ей', 'е'),
  rule(/(?<=ц)а$/, 'ы', 'е', 'у', 'ей', 'е'),
  rule(
    /(?<=^(головн|клешн|квашн|западн|стерн|ступн|возн|резн|мотн|ноздр|простын|брон|болтовн|стряпн|мазн|семь|свинь|стать|ладь|куть|бадь|судь|зме|зар|земл))я$/,
    'и',
    'е',
    'ю',
    'ёй',
    'е',
  ),
];

const menNames: readonly Rule[] = [
  unchanged(/^(франсуа|люка|тома|шота)$/),
  rule(/(?<=^иль)я$/, 'и', 'е', 'ю', 'ёй', 'е'),
  rule(/(?<=[жшчщц])$/, 'а', 'у', 'а', 'ем', 'е'),
  rule(/(?<=[жшчщ])а$/, 'и', 'е', 'у', 'ей', 'е'),
];

const womenNames: readonly Rule[] = [
  unchanged(/^(мишель|николь|габриэль|рафаэль|даниэль|эммануэль|эдель|шанель|изабель|аннабель)$/),
  unchanged(/[бвгджзйклмнпрстфхцчшщ]$/),
  rule(/ь$/, 'и', 'и', 'ь', 'ью', 'и'),
  rule(/(?<=ц)а$/, 'ы', 'е', 'у', 'ей', 'е'),
];

/** First parts of double surnames that never change. */
const unchangingParts = /^(бонч|грум|демут|тер|тёр|кара|сан|сен|мак|дер|ван|фон|де|ла|ле|эль|аль|бен|ибн|тан|тянь)$/;

/** Surnames in «-ов», «-ин» of other tongues; in the instrumental they end as nouns: «Дарвином», «Чаплином». */
const foreignSurnames = /^(дарвин|чаплин|кронин|вирхов|бюлов|флотов|гершвин|франклин|болдуин|колвин|мартин|эрвин)$/;
const foreignNames =
  /^(чарльз|чарли|джон|джеймс|джек|джордж|уильям|генри|гарри|питер|майкл|дэвид|ричард|стивен|ганс|фридрих|иоганн|франц)$/;

/** Whether a man is called in a foreign way: «Джордж Чаплин», but not «Иван Петрович Чаплин». */
export function foreignMan(lastName: string, firstName: string, patronymic: string | null): boolean {
  return !patronymic && (foreignSurnames.test(lastName.toLowerCase()) || foreignNames.test(firstName.toLowerCase()));
}

/**
 * A surname (or its part) in a case by the rules of the house; null when they have nothing to say. `foreign`: see
 * `foreignMan`.
 */
export function surnameByRule(
  part: string,
  nameCase: NameCase,
  { gender, last, foreign }: { gender: 'female' | 'male'; last: boolean; foreign: boolean },
): string | null {
  if (!last && unchangingParts.test(part.toLowerCase())) return part;
  if (foreign && gender === 'male') {
    const form = byRules(part, nameCase, [rule(/(?<=ов|ев|ин|ын)$/, 'а', 'у', 'а', 'ом', 'е')]);
    if (form !== null) return form;
  }
  return byRules(part, nameCase, [...anySurnames, ...(gender === 'female' ? womenSurnames : menSurnames)]);
}

/** A man's patronymic in «-ыч» («Силыч») in a case; null for all others. */
export function patronymicByRule(patronymic: string, nameCase: NameCase): string | null {
  return byRules(patronymic, nameCase, [rule(/(?<=ыч)$/, 'а', 'у', 'а', 'ем', 'е')]);
}

/** A first name in a case by the rules of the house; null when they have nothing to say. */
export function firstNameByRule(
  part: string,
  nameCase: NameCase,
  { gender, last }: { gender: 'female' | 'male'; last: boolean },
): string | null {
  // of the French double names only the last part declines: «Жан-Поля»
  if (!last && /^(жан|пьер|луи|мари)$/.test(part.toLowerCase())) return part;
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
