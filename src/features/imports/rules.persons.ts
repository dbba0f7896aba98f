import { parseFullName, type ParsedName } from '#kernel/names.ts';
import { splitContacts } from '#kernel/phones.ts';
import { cleanLine, cleanText, foldLetters, joinHyphens, latinLetters } from '#kernel/text.ts';
import { findName, nameText, organisationWord, postStem, withoutActing } from './rules.persons-names.ts';
import { foldCell, foldWords, isNothing, quoted, type ReadPerson } from './rules.words.ts';

export { namesSaid } from './rules.persons-names.ts';

/** What is uncertain in a person: which field, and what to do about it. */
export interface PersonDoubt {
  readonly field: 'name' | 'post' | 'phones' | 'emails';
  readonly message: string;
  /** What is written where the value should stand, when it cannot be used as it is. */
  readonly written?: string;
}

/** A person taken out of a text, and what was left there. */
export interface TakenPerson extends ReadPerson {
  readonly rest: string;
  readonly doubts: readonly PersonDoubt[];
}

function nameDoubts(name: ParsedName): PersonDoubt[] {
  const said = name.doubts.filter((doubt) => doubt !== 'Пол не определён' && doubt !== 'Вместо имени инициалы');
  const doubts = said.map((doubt) => `${doubt}: проверьте фамилию, имя и отчество`);
  if (/^\p{Lu}\.$/u.test(name.firstName)) doubts.push('Вместо имени и отчества инициалы: впишите их полностью');
  else if (name.patronymic === null) doubts.push('Отчество не указано: впишите его, если оно есть');
  return doubts.map((message) => ({ field: 'name', message }));
}

/** Hyphens that stand for dashes as dashes: «Руководитель - Иванова», «Петровна-директор». */
function withDashes(text: string): string {
  return text
    .replace(/(?<=(?:ич|вна|чна))-(?=\p{Ll})/gu, ' – ')
    .replace(/(\p{L}+)[^\S\n]-[^\S\n](?=(\p{L}))/gu, (whole, word: string, next: string) =>
      postStem.test(foldCell(word)) || /\p{Ll}/u.test(next) ? `${word} – ` : whole,
    );
}

/** Puts e-mail addresses broken by spaces, line ends and Cyrillic letters together. */
function mendEmails(text: string): { text: string; mended: string[] } {
  const mended: string[] = [];
  const mend = (found: string): string => {
    const address = latinLetters(found.replace(/\s+/g, ''));
    if (address === found || !/^[\w.%+-]+@[\w-]+(?:\.[\w-]+)+$/.test(address)) return found;
    // a narrow cell only wrapped it
    if (address !== found.replace(/\s*\n\s*/gu, '')) mended.push(address.toLowerCase());
    return ` ${address} `;
  };
  const letter = '[a-z\\d_%+АВСЕНКМОРТХУасеорхук-]';
  const spaced = new RegExp(
    `(?<![\\wа-яё.])[a-z\\dАВСЕНКМОРТХУасеорхук](?:${letter}|\\.)*[^\\S\\n]*\\n?[^\\S\\n]*@\\s*${letter}+(?:\\s?\\.\\s?${letter}+)*?\\s?\\.\\s?(?:ru|org|com|net|info|su|edu|gov|рф|online)(?![a-z\\d@-])`,
    'giu',
  );
  return { text: text.replace(spaced, mend), mended };
}

const extension =
  /[(,;]?\s*(?:доб(?:авочный)?|вн(?:утр(?:енний)?)?|ext)\.?\s*(?:номер|тел\.?)?\s*[№:]?\s*(\d{1,6})\)?/giu;
const numbers = /[+(]?\d(?:[\d().-]|[^\S\n](?=[\d(])){3,}\d/gu;
// «school1.example.org» said where no site is
const unsignedAddress =
  /(?<![\w@/.-])(?!www\.)(?<!сайт\S*\s*)[a-z\d][\w-]{1,40}(?:\.[\w-]{2,40}){1,3}\.(?:ru|org|com|net|info|su|edu)(?![\w@/-])/giu;
const nameLabel =
  /(?<!\p{L})(?:в\s+лице(?=\s)|ф\.?\s?и\.?\s?о\.?(?!\p{L})(?:\s+руководителя)?|фамилия,?\s+имя,?\s+отчество|должность)\s*[:–—-]?\s*/giu;

// «Рогачёва (Петрова) Ольга Ильинична»
const maiden = /(\p{Lu}\p{Ll}+)\s*\((\p{Lu}\p{Ll}+)\)\s+(?=\p{Lu}\p{Ll}+\s+\p{Lu}\p{Ll}+(?:вна|чна)(?!\p{L}))/gu;

// no cell of one person is longer
const longest = 1500;

/**
 * Takes one person out of a text of any order: post, name, phones, e-mail addresses run together. Roles in a working
 * group («руководитель группы», «контактное лицо») are the caller's: take them out before. The gender is not judged.
 */
export function takePerson(raw: string): TakenPerson {
  if (raw.length > longest) {
    const person = takePerson(raw.slice(0, longest));
    return { ...person, rest: `${person.rest} ${cleanLine(raw.slice(longest))}`.trim() };
  }
  const doubts: PersonDoubt[] = [];
  const doubt = (field: PersonDoubt['field'], message: string, written?: string) =>
    doubts.push({ field, message, ...(written === undefined ? {} : { written: cleanLine(written) }) });
  const married = joinHyphens(cleanText(raw)).replace(maiden, (_, name: string, former: string) => {
    doubt('name', `Прежняя фамилия ${quoted(former)} не сохраняется: впишите ту, что по паспорту`);
    return `${name} `;
  });
  const whole = mendEmails(withDashes(married));
  const extended = whole.text.replace(extension, (_, digits: string) => {
    doubt('phones', `Добавочный номер ${digits} не сохраняется: при необходимости впишите его в примечание`);
    return ' ';
  });
  const { phones, emails, pieces } = splitContacts(extended);
  for (const address of whole.mended)
    if (emails.includes(address))
      doubt('emails', `Адрес ${address} записан с пробелами или русскими буквами: проверьте его`);
  const text = pieces
    .join('\n\n')
    .replace(/\S*@\S*/gu, (address) => {
      doubt('emails', `Адрес ${quoted(address)} не похож на электронную почту: исправьте его`, address);
      return '\n\n';
    })
    .replace(unsignedAddress, (address) => {
      // beside an e-mail address it is a site
      if (emails.length > 0) return address;
      doubt('emails', `В адресе ${quoted(address)} нет знака «@»: исправьте его`, address);
      return '\n\n';
    })
    .replace(numbers, (text) => {
      const count = text.replace(/\D/g, '').length;
      if (count < 5 || /^\d{1,2}\.\d{1,2}\.(?:19|20)?\d{2}$/.test(text)) return text;
      if (count < 8) doubt('phones', `Номер ${quoted(text)} без кода города: впишите телефон с кодом`, text);
      else doubt('phones', `Телефон ${quoted(text)} не распознан: впишите его с кодом, 10 цифр после +7`, text);
      return '\n\n';
    })
    .replace(nameLabel, ' ');
  const exact = byColon(text);
  if (exact) {
    const { name, post, rest } = exact;
    return { name, post, phones, emails, rest, doubts: [...nameDoubts(exact.parsed), ...doubts] };
  }
  const found = findName(withoutActing(text));
  if (!found) {
    const { post, rest } = postOf([text]);
    const left = rest.replace(/^[\s:]+/u, '');
    return { ...withoutName(left, doubts), post, phones, emails };
  }
  doubts.unshift(...nameDoubts(found.name));
  const [before, after] = [text.slice(0, found.start), text.slice(found.end)];
  const [earlier, later] = [before, after].map((side) => findName(withoutActing(side)));
  const second = earlier ?? later;
  if (second)
    doubt(
      'name',
      `В ячейке, похоже, два человека: оставлен первый, второй — ${second.written}. Проверьте, чьи контакты`,
    );
  // what stands about the other person is no post of this one
  const from = earlier ? before.slice(earlier.end).search(/[;,\n]/u) : 0;
  const own = earlier ? (from < 0 ? '' : before.slice(earlier.end + from)) : before;
  const until = later
    ? Math.max(...[';', ',', '\n'].map((mark) => after.lastIndexOf(mark, later.start)))
    : after.length;
  const { post, rest } = postOf([own, after.slice(0, Math.max(0, until))]);
  const others = [before.slice(0, before.length - own.length), after.slice(Math.max(0, until))].map((part) =>
    cleanLine(part).replace(/^[\s,;]+|(?<![\s,;])[\s,;]+$/gu, ''),
  );
  return { name: nameText(found), post, phones, emails, rest: [rest, ...others].filter(Boolean).join(', '), doubts };
}

/** «Директор: Лаврова Ольга Петровна»: what stands around a colon is exactly a post and a name. */
function byColon(text: string): { name: string; post: string; rest: string; parsed: ParsedName } | null {
  const [first = '', ...others] = text.split('\n\n');
  const colon = first.lastIndexOf(':');
  if (colon < 0) return null;
  const written = cleanLine(first.slice(colon + 1));
  const parsed = parseFullName(foldLetters(written));
  const post = cleanLine(first.slice(0, colon));
  if (!parsed.ok || isNothing(post) || foldWords(written).some((word) => postStem.test(word))) return null;
  return {
    name: nameText({ name: parsed.value, written }),
    post,
    rest: others.map(cleanLine).join(', '),
    parsed: parsed.value,
  };
}

function withoutName(rest: string, doubts: readonly PersonDoubt[]): Pick<TakenPerson, 'name' | 'rest' | 'doubts'> {
  const words = rest.split(/\s+/u);
  const single =
    words.length === 1 && /^\p{Lu}\p{L}{2,}(?:-\p{L}+)?$/u.test(rest) && !organisationWord.test(rest.toLowerCase());
  const message = single
    ? 'Указана только фамилия: впишите имя и отчество'
    : /вакан/iu.test(rest)
      ? 'Должность вакантна: впишите исполняющего обязанности'
      : rest === ''
        ? 'Имя не найдено: впишите фамилию, имя и отчество'
        : `Имя не распознано в ${quoted(rest)}: впишите фамилию, имя и отчество`;
  return { name: single ? rest : '', rest: single ? '' : rest, doubts: [{ field: 'name', message }, ...doubts] };
}

/** The post said around a name, and what is neither. */
function postOf(sides: readonly string[]): { post: string; rest: string } {
  const posts: string[] = [];
  const rest: string[] = [];
  for (const side of sides) {
    let open = false;
    // «Руководитель: директор …» says the post twice, «Руководитель: …, директор» too
    for (const part of side
      .replace(/^\s*руководитель\s*:\s*(?=\p{L})/iu, '')
      .split(/\n\n|[,;|]|\s[–—-]\s|[–—-]\s*$|^\s*[–—-]/u)) {
      const bare = cleanLine(part).replace(/^[\s,;:.)|–—-]+|[\s,;:(|–—-]+$/gu, '');
      const text = (/^\([^()]*\)$/u.test(bare) ? bare.slice(1, -1) : bare).replace(
        /^\((?=[^()]*$)|(?<=^[^()]*)\)$/gu,
        '',
      );
      if (
        text === '' ||
        isNothing(text) ||
        /^(?:тел|факс|моб|сот|раб|т|e-?mail|почта|при[её]мная|канцелярия)[.:/]*(?:тел|факс)?[.:]*$/iu.test(text)
      )
        continue;
      const isPostText = foldWords(text).some((word) => postStem.test(word)) || /^(?:и\.\s?о\.|врио)/iu.test(text);
      const continues =
        open && /^\p{Ll}/u.test(text) && !/\d/.test(text) && text.length < 80 && !/контактн/iu.test(text);
      if (isPostText || continues) {
        if (continues && posts.length > 0) posts.push(`${posts.pop() ?? ''}, ${text}`);
        else posts.push(text);
        open = true;
      } else rest.push(text);
    }
  }
  const named = posts.length > 1 ? posts.filter((post) => !/^руководитель$/iu.test(post)) : posts;
  return { post: named.join(', '), rest: rest.join(', ') };
}

/** A cell with an organisation and its head in it as the two; the second is empty where there is no head. */
export function splitOrganisation(raw: string): [organisation: string, person: string] {
  const text = cleanText(raw);
  for (const { index } of text.matchAll(/\n|[,;]\s/gu)) {
    const rest = text.slice(index + 1).trim();
    const [first = ''] = rest.split(/\n|[,;]\s/u);
    const starts =
      /^(?:и\.\s?о\.|врио)/iu.test(first) || postStem.test(foldWords(first)[0] ?? '') || /@|\d{5}|\d-\d\d/u.test(first);
    const person = starts || takePerson(first).name.includes(' ') ? takePerson(rest) : null;
    if (person && (person.name !== '' || person.phones.length + person.emails.length > 0))
      return [text.slice(0, index), rest];
  }
  return [text, ''];
}
