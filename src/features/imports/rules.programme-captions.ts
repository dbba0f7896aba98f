import { captionText } from './rules.programme-grid.ts';

export type Standing = 'developing' | 'experienced';

/** The sides in the genitive, for sentences: «рабочей группы развивающейся команды». */
export const sideNames: Readonly<Record<Standing, string>> = { developing: 'развивающейся', experienced: 'опытной' };

/** What a caption of part I announces. */
export type FieldKind =
  | 'organisation'
  | 'team'
  | 'group'
  | 'directions'
  | 'period'
  | 'operator'
  | 'curator'
  | 'coordinator'
  | 'goals'
  | 'meetings'
  | 'broadcast'
  | 'other';

export interface Caption {
  readonly kind: FieldKind;
  readonly standing: Standing | null;
}

/** Which side the words speak of; null where both or none. */
export function standingOf(text: string): Standing | null {
  const folded = captionText(text);
  const developing = /развивающ|развивается|развив(?![а-я])|сопровождаем|менторируем|менти(?![а-я])|подопечн/u.test(
    folded,
  );
  const experienced = /опытн|оп\. ?(?:управл|ком|ук)|команд[а-я]* ментор|ментор[а-я]{0,2}(?![а-я])/u.test(folded);
  if (developing === experienced) return null;
  return developing ? 'developing' : 'experienced';
}

const organisation =
  /наименован|назван|организаци|учрежден|(?<![а-я])оо(?![а-я])|(?<![а-я])оу(?![а-я])|школ[аы](?![а-я])|полное имя/u;
// the sides are told under it, or above
const unsided =
  /^(?:полное )?(?:наименовани[ея] |названи[ея] )?(?:образовательн[а-я]* )?(?:организаци[ийя]|учреждени[еяй]|оо|оу|школы?)(?: участни[а-я]*)?$|^участники(?: программы| менторства)?$|^стороны$/u;
const kinds: readonly (readonly [FieldKind, RegExp])[] = [
  ['group', /рабоч[а-я]* (?:менторск[а-я]* )?групп|(?<![а-я])рг(?![а-я])/u],
  ['group', /(?:состав|член[а-я]*|участник[а-я]*|сведения о) .*команд|кто входит в .*(?:команд|групп)/u],
  ['group', /^(?:состав|член[а-я]*|участник[а-я]*|сведения об участник[а-я]*) (?:менторск[а-я]* )?групп[а-я]*$/u],
  ['directions', /^(?:по как[а-я]* |в как[а-я]* |приоритетн[а-я]* |основн[а-я]* |выбранн[а-я]* )?направлени[а-я]*/u],
  [
    'period',
    /^сколько (?:длится|продлится|по времени)|^(?:планируем[а-я]* |предполагаем[а-я]* |общ[а-я]* )?(?:период|срок[а-я]*|время|когда|(?:дата )?(?:начал[оа]|окончани[ея]|завершени[ея])|дат[аы])(?: (?:планируем|реализ|действ|менторств|выполн|провод|проход|проведени|исполнени|осуществ|программ|сопровожд|взаимодейств|работ|начал|окончани|завершени|и ).*)?$/u,
  ],
  [
    'curator',
    /куратор|муниципальн[а-я]* (?:орган|координатор)|мун\. ?коорд|от (?:орган[а-я]* управлени|муниципалитет|отдел|комитет)|(?:специалист|представител|сотрудник)[а-я]* .*(?:отдел|управлени|комитет|муниципал)/u,
  ],
  ['coordinator', /^координатор/u],
  [
    'operator',
    /региональн[а-я]* оператор|(?:представител|сотрудник|специалист|методист|ответственн)[а-я]* .*(?:оператор|академи|вгапо|институт)|от оператора|^оператор/u,
  ],
  ['goals', /^(?:основн[а-я]* )?(?:цел[ьи]|задачи)(?![а-я])/u],
  ['meetings', /^(?:встреч|частота|формат|периодичность)/u],
  ['broadcast', /^(?:распространени|диссеминаци|трансляци|как будет распростран)/u],
];

/** What a short text of part I announces; null where it is no caption. */
export function captionOf(text: string): Caption | null {
  const folded = captionText(text);
  if (folded === '' || folded.length > 200 || folded.includes('___')) return null;
  const standing = standingOf(folded);
  for (const [kind, pattern] of kinds) {
    if (!pattern.test(folded)) continue;
    if (kind === 'curator' && /оператор/u.test(folded) && !/куратор/u.test(folded))
      return { kind: 'operator', standing };
    return { kind, standing };
  }
  // «Над чем работаем (направление)»
  const inBrackets = folded.length < 80 ? /\(([^()]+)\)$/u.exec(folded)?.[1] : undefined;
  const explained = inBrackets === undefined ? null : captionOf(inBrackets);
  if (explained?.kind === 'directions' || explained?.kind === 'period') return explained;
  if (standing === null) return unsided.test(folded) ? { kind: 'organisation', standing } : null;
  if (organisation.test(folded)) return { kind: 'organisation', standing };
  return /команд|сторон|(?<![а-я])[ору]?ук(?![а-я])/u.test(folded) && folded.length < 60
    ? { kind: 'team', standing }
    : null;
}

/** A caption and its value said in one line: «Направления: управление кадровой политикой». */
export function captionAndValue(line: string): { caption: Caption; announced: string; value: string } | null {
  const colon = line.indexOf(':');
  const dash = /\s[–—-]\s/u.exec(line)?.index ?? -1;
  for (const at of [colon, dash]) {
    if (at < 3 || at > 160) continue;
    const caption = captionOf(line.slice(0, at));
    const value = line
      .slice(at)
      .replace(/^\s*[:–—-]\s*/u, '')
      .trim();
    if (caption !== null) return { caption, announced: line.slice(0, at), value };
  }
  return null;
}

/** Whether the line is the title of a programme. */
export function isProgrammeTitle(text: string): boolean {
  const folded = captionText(text);
  return (
    folded.length < 200 &&
    /^(?:проект )?(?:менторск[а-я]* программ[а-я]*|программ[а-я]* (?:.* )?(?:ментор|сопровожд)[а-я]*.*|программа)(?![а-я])/u.test(
      folded,
    ) &&
    !/(?:утвержд|разработ|реализуе|составля|направл)[а-я]+ /u.test(folded)
  );
}

/** Whether the line is the heading of part II. */
export function isPlanTitle(text: string): boolean {
  return text.length < 160 && /^(?:(?:раздел|часть) [ivxіх\d]+[.:]? )?план(?![а-я])/u.test(captionText(text));
}

/** Whether the line opens something that is no programme: an agreement, an order. */
export function isOtherDocument(text: string): boolean {
  return (
    /^(?:тр[её]хстороннее |3-х ?стороннее |трехстороннее )?(?:соглашение|договор|приказ|служебная записка|лист согласования)(?![а-я])/u.test(
      captionText(text),
    ) && text.length < 120
  );
}

/** Columns of the plan; the weak ones serve where no better one is found. */
export type PlanColumn = 'number' | 'title' | 'due' | 'responsible' | 'mark' | 'form' | 'themes' | 'stage';

const columns: readonly (readonly [PlanColumn | 'fact' | 'weak-mark' | 'weak-responsible', RegExp])[] = [
  ['mark', /отметк/u],
  ['fact', /фактическ|(?<![а-я])факт(?![а-я])/u],
  ['responsible', /ответственн|исполнител|^кто(?![а-я])|отвеча/u],
  ['due', /срок|дата|период|время ?проведени|когда|(?<![а-я])месяц|^(?:начало|окончание|завершение)(?![а-я])/u],
  ['form', /^форм[аы](?! ?и ?содержание)/u],
  [
    'title',
    /мероприят|содержание|наименовани|вид[ы]? ?(?:деятельност|работ)|действи[ея]|событи|^что(?: ?(?:дела|провод|план)[а-я]*)?$/u,
  ],
  ['themes', /тем[аы](?![а-я])|тематик/u],
  [
    'weak-mark',
    /выполнени|(?<!(?:ожидаем|планируем|предполагаем)[а-я]* ?)результат|примечани|статус|сделано|готовност/u,
  ],
  ['weak-responsible', /участник/u],
  ['stage', /^этап/u],
  ['number', /^(?:№|n(?![a-z])|п\/п|номер)/u],
];

/** Which column of the plan the header speaks of; null where it is no header. */
export function planColumnOf(header: string): PlanColumn | 'fact' | 'weak-mark' | 'weak-responsible' | null {
  return headed(header, columns);
}

// Words of a narrow header are broken over lines anywhere: «Ответст-\nвенные», «Мероприя\nтия».
function headed<Column>(header: string, known: readonly (readonly [Column, RegExp])[]): Column | null {
  const text = captionText(header) || header.trim();
  if (text === '' || text.length > 120) return null;
  const joined = text.replaceAll(' ', '');
  return known.find(([, pattern]) => pattern.test(text) || pattern.test(joined))?.[0] ?? null;
}

/** Columns of a table of people. */
export type PersonColumn = 'number' | 'name' | 'post' | 'contacts' | 'role' | 'leader' | 'contact' | 'team' | 'other';

const personColumns: readonly (readonly [PersonColumn, RegExp])[] = [
  ['name', /ф\. ?и\. ?о|(?<![а-я])фио(?![а-я])|фамилия|^имя(?![а-я])|^отчество|участник|член[ыа]? (?:рабоч|команд)/u],
  ['contact', /^контактн[а-я]* лиц|ответственн[а-я]* за связь/u],
  ['leader', /^руководител/u],
  ['contacts', /контакт|телефон|почт|e-?mail|связ|адрес/u],
  ['post', /должност/u],
  [
    'team',
    /^(?:управленческ[а-я]* |рабоч[а-я]* )?(?:команд[аы]|групп[аы])$|^сторон[аы]$|^(?:организаци|учреждени|место работы|оо$|оу$|школа$)/u,
  ],
  ['role', /роль|функци|статус|обязанност|полномоч|в групп|в команд/u],
  ['number', /^(?:№|n(?![a-z])|п\/п|номер)/u],
];

/** Which column of a table of people the header speaks of; null where it is no header. */
export function personColumnOf(header: string): PersonColumn | null {
  return /\d{3}|@/u.test(header) ? null : headed(header, personColumns);
}
