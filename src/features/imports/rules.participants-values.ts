import type { Direction } from '#features/regulation/index.ts';
import type { TeamStanding } from '#features/registry/index.ts';
import { joinHyphens } from '#kernel/text.ts';
import {
  cellLines,
  foldCell,
  foldWords,
  isNothing,
  isTick,
  quoted,
  splitList,
  typos,
  type ReadDirection,
} from './rules.cells.ts';
import { matchDirection, type DirectionMatch } from './rules.directions.ts';
import type { Spot } from './rules.participants-columns.ts';

/** A value with what is uncertain in it. */
export interface Judged<Value> {
  readonly value: Value;
  readonly doubt: string | null;
}

const experienced = /опытн|(?<![а-я])опыт(?:\.|$)|^оп\.? команда$/u;
const developing = /(?<![а-я])развив|(?<![а-я])разв(?:\.|$|[^и])/u;
const ticked =
  /^\s*(?:[☑☒✓✔√■+]|\[[xхv+]\]|[vхx]\s)|(?:[☑☒✓✔√■+]|[([][xхv+][)\]]|\s[–—-]?\s*(?:[vхx]|да))\s*[;,.]?\s*$/iu;

function wordOf(text: string): TeamStanding | 'both' | null {
  const folded = foldCell(text);
  const first = experienced.test(folded);
  const second = developing.test(folded);
  if (first && second) return 'both';
  if (first || second) return first ? 'experienced' : 'developing';
  const near = (word: string, limit: number) => foldWords(text).some((one) => typos(one, word, limit) <= limit);
  if (near('опытная', 2)) return 'experienced';
  return near('развивающаяся', 3) ? 'developing' : null;
}

/** «Опытная», «ОПЫТНАЯ управленческая команда», «развив.»; a choice not made, or both, is a doubt. */
export function readStanding(said: string): Judged<TeamStanding | null> {
  // «О П Ы Т Н А Я»
  const text = joinHyphens(said.slice(0, 200)).replace(/(?<!\p{L})(?:\p{L}[^\S\n]){4,}\p{L}(?!\p{L})/gu, (letters) =>
    letters.replace(/\s/gu, ''),
  );
  if (isNothing(text)) return { value: null, doubt: 'Не указано, опытная команда или развивающаяся: выберите' };
  const parts = text.split(/[\n/;,|]|\s(?=[☐☑☒□■])/u).filter((part) => wordOf(part) !== null);
  const chosen = parts.filter((part) => ticked.test(part));
  const marked = chosen.length === 1 && parts.length > 1 ? wordOf(chosen[0]!) : null;
  if (marked === 'experienced' || marked === 'developing') return { value: marked, doubt: null };
  // «развивающаяся (нуждается в опытной команде)»
  const outside = text.replace(/\([^()]*\)/gu, ' ');
  const word = (isNothing(outside) ? null : wordOf(outside)) ?? wordOf(text);
  if (word === 'both' || /(?<!\p{L})не\s+(?:опыт|развив)/u.test(foldCell(text)))
    return { value: null, doubt: `В ${quoted(text)} не видно выбора: укажите, опытная команда или развивающаяся` };
  if (word !== null) return { value: word, doubt: null };
  const folded = foldCell(text);
  const hint = /^(?:о|оп|оук|опыт)\.?$|ментор|наставник/u.test(folded)
    ? 'experienced'
    : /^(?:р|раз|рк|рук)\.?$|сопровождаем|менти|подопечн/u.test(folded)
      ? 'developing'
      : null;
  if (hint === null)
    return { value: null, doubt: `${quoted(text)} не говорит, опытная команда или развивающаяся: выберите` };
  const name = hint === 'experienced' ? 'опытная' : 'развивающаяся';
  return { value: hint, doubt: `${quoted(text)} понято как «${name}»: проверьте` };
}

const besideName =
  /^(?:опытная|развивающаяся)(?:\s+управленческая)?(?:\s+команда)?\s*[:–—-]\s*|(?<![\s,;])[\s,;]*(?:\(|(?<=\s)[–—-]\s*)(?:управленческая\s+)?(?:опытная|развивающаяся)(?:\s+(?:управленческая\s+)?команда)?\)?\s*$/iu;

/** «МБОУ СШ № 1 (опытная)» as the organisation and the standing said beside it; '' where none is. */
export function splitStanding(text: string): [organisation: string, standing: string] {
  const said = besideName.exec(text)?.[0] ?? '';
  const organisation = text.replace(said, '').trim();
  return said === '' || organisation === '' ? [text, ''] : [organisation, said];
}

/** The choice between two columns «Опытная» and «Развивающаяся» with a mark in one of them. */
export function readMarks(first: string, second: string): Judged<TeamStanding | null> {
  const yes = (text: string, own: TeamStanding) =>
    !isNothing(text.replace(/[+✓✔☑☒√■●*]/gu, 'v')) && (isTick(text) || wordOf(text) === own || !isNothing(text));
  const one = yes(first, 'experienced');
  const other = yes(second, 'developing');
  if (one !== other) return { value: one ? 'experienced' : 'developing', doubt: null };
  return {
    value: null,
    doubt: one
      ? 'Отмечены оба столбца: укажите, опытная команда или развивающаяся'
      : 'Не отмечено, опытная команда или развивающаяся: выберите',
  };
}

/** A direction with an explanation after it, in brackets or after a dash, is that direction. */
function matchExplained(text: string, directions: readonly Direction[]): DirectionMatch {
  const whole = matchDirection(text, directions);
  const bare = text.replace(/\s*\([^()]*\)\s*$|\s+[–—-]\s+.*$|:\s.*$/u, '');
  if (whole.confidence !== 'none' || bare === text || foldWords(bare).length < 2) return whole;
  const explained = matchDirection(bare, directions);
  if (explained.confidence !== 'sure') return whole;
  return /\)\s*$/u.test(text) ? explained : { ...explained, confidence: 'likely' };
}

/** The directions of a cell, each with what is uncertain in it. */
export function readDirections(
  spot: Pick<Spot, 'text' | 'blocks'>,
  directions: readonly Direction[],
): Judged<ReadDirection>[] {
  const match = (text: string) => matchExplained(text, directions);
  const familiar = (text: string) => ({ sure: 1, likely: 0.6, none: 0 })[match(text).confidence];
  // «1, 3»: the regulation's list by its numbers
  const numbers = spot.text.length < 60 && /^[\d№,;.\sи]*\d[\d№,;.\sи]*$/u.test(spot.text);
  const items = numbers
    ? (spot.text.match(/\d+/gu) ?? []).map((digits) => ({ text: `№ ${digits}`, own: false, ticked: false }))
    : splitList(cellLines(spot), familiar);
  const picked = items.filter((item) => item.ticked);
  const choice = picked.length > 0 && picked.length < items.length;
  const sure = (text: string) => familiar(text) === 1;
  const used = (choice ? picked : items).flatMap(({ text: said, own }) => {
    const text = said.replace(/^направлени[ея]\s*(?:№\s*)?\d{1,2}\s*[.:)–—-]\s*(?=\S)/iu, '');
    const parts = sure(text) ? [] : text.split(/\s+(?:и|[-–—])\s+(?=\p{L})/iu);
    return parts.length > 1 && parts.every(sure) ? parts.map((part) => ({ text: part, own })) : [{ text, own }];
  });
  const read = used.map(({ text, own }): Judged<ReadDirection> => {
    const { code, confidence, candidates } = match(text);
    if (/^все(?: направлени.*)?$/u.test(foldCell(text)))
      return { value: { text, code: null }, doubt: `Сказано ${quoted(text)}: выберите направления` };
    const near = directions.find((direction) => direction.code === candidates[0])?.title;
    if (confidence === 'likely')
      return { value: { text, code }, doubt: `${quoted(text)} понято как «${near ?? ''}»: проверьте` };
    if (confidence === 'none' && near !== undefined && !own)
      return {
        value: { text, code: null },
        doubt: `${quoted(text)} не совпадает ни с одним направлением положения, ближе всего «${near}»: выберите или оставьте своим`,
      };
    return { value: { text, code }, doubt: null };
  });
  const once = read.filter(
    ({ value }, index) => read.findIndex((other) => foldCell(other.value.text) === foldCell(value.text)) === index,
  );
  const codes = new Set(once.map(({ value }) => value.code).filter((code) => code !== null));
  const doubt = choice
    ? 'Взяты только отмеченные направления: проверьте выбор'
    : directions.length > 4 && codes.size === directions.length
      ? 'Перечислены все направления положения: оставьте нужные'
      : null;
  return doubt === null ? once : once.map((one, index) => (index === 0 ? { ...one, doubt: one.doubt ?? doubt } : one));
}
