import { formatDate, formatDay, isBefore, type IsoDate } from '#kernel/dates.ts';
import { countOf, forms, plural } from '#kernel/plural.ts';
import type { RouteItem } from '#ui/types.ts';
import { activeTeams, isFinal, type GroupFacts } from '../rules.ts';

/** What later steps tell about themselves; null while they have not begun. */
export interface RouteFacts {
  readonly facts: GroupFacts;
  readonly today: IsoDate;
  readonly order: { readonly number: string; readonly datedOn: IsoDate } | null;
  readonly agreement: {
    readonly signedOn: IsoDate | null;
    readonly sentOn: IsoDate | null;
    readonly signBy: IsoDate;
  } | null;
  readonly programme: { readonly approvedOn: IsoDate | null; readonly version: number } | null;
  readonly programmeInWork: string | null;
  readonly duties: readonly { readonly kind: string; readonly dueOn: IsoDate | null; readonly href: string }[];
}

const titles = ['Реестр', 'Группа', 'Соглашение', 'Программа', 'Выполнение', 'Итоги'];

/** The six steps of a group with what each has come to, and what is late at the present one. */
export function routeOf(about: RouteFacts): RouteItem[] {
  const { facts } = about;
  const page = `/groups/${facts.id}`;
  const hrefs = [
    null,
    `${page}/journal`,
    `${page}/agreement`,
    `${page}/programme`,
    `${page}/programme/calendar`,
    `${page}/final-report`,
  ];
  const notes = notesOf(about);
  const ended = isFinal(facts.state);
  const done = facts.state === 'closed' ? 6 : facts.step - 1;
  const mark = ended ? null : lateMark(about);
  return titles.map((title, index) => {
    const step = index + 1;
    const state = step <= done ? 'done' : step === facts.step && !ended ? 'now' : 'todo';
    const href = step <= facts.step && hrefs[index] ? hrefs[index] : undefined;
    return {
      title,
      state,
      ...(notes[index] ? { note: notes[index] } : {}),
      ...(state === 'now' && mark ? { mark } : {}),
      ...(href ? { href } : {}),
    };
  });
}

function notesOf({ facts, today, order, agreement, programme, programmeInWork }: RouteFacts): string[] {
  const { total, done } = facts.activities;
  const teams = activeTeams(facts).length;
  const waiting = activeTeams(facts).filter((team) => team.consent === 'pending').length;
  const day = (date: IsoDate) => formatDay(date, today);
  return [
    teams === 2 ? 'обе команды в реестре' : `${countOf(teams, forms.team)} в реестре`,
    order
      ? `приказ № ${order.number} от ${day(order.datedOn)}`
      : facts.state === 'proposed'
        ? `ждём ответа: ${waiting} из ${teams}`
        : facts.state === 'agreed'
          ? 'все согласны, нужен приказ'
          : facts.state === 'declined'
            ? 'отклонена'
            : '',
    agreement?.signedOn
      ? `подписано ${day(agreement.signedOn)}`
      : agreement?.sentOn
        ? `подписать до ${day(agreement.signBy)}`
        : agreement
          ? 'проект составлен'
          : '',
    programme?.approvedOn ? `утверждена ${day(programme.approvedOn)}` : (programmeInWork ?? ''),
    total > 0 && facts.step >= 5
      ? `${done} из ${total} ${plural(total, 'мероприятия', 'мероприятий', 'мероприятий')}`
      : '',
    facts.state === 'closed'
      ? 'итоги подведены'
      : facts.sumUpBy && !isFinal(facts.state)
        ? `до ${formatDate(facts.sumUpBy)}`
        : '',
  ];
}

function lateMark({ facts, today, duties }: RouteFacts): RouteItem['mark'] {
  const late = duties.filter((duty) => duty.dueOn !== null && isBefore(duty.dueOn, today));
  if (late.length === 0) return undefined;
  // one activity may wait for a mark of several teams
  const marks = new Set(late.filter((duty) => duty.kind === 'mark-activity').map((duty) => duty.href)).size;
  if (facts.step === 5 && marks > 0) {
    return {
      tone: 'late',
      text: `${countOf(marks, 'отметка', 'отметки', 'отметок')} ${plural(marks, 'просрочена', 'просрочены', 'просрочено')}`,
    };
  }
  return {
    tone: 'late',
    text:
      late.length === 1
        ? 'срок прошёл'
        : `${late.length} ${plural(late.length, 'дело просрочено', 'дела просрочены', 'дел просрочено')}`,
  };
}
