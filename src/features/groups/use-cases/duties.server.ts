import { duties } from '#features/duties/index.server.ts';
import type { Duty } from '#features/duties/index.ts';
import { cycleById } from '#features/regulation/index.server.ts';
import { addDays, type IsoDate } from '#kernel/dates.ts';
import { decapitalise } from '#kernel/text.ts';
import type { Work } from '#platform/use-case.server.ts';
import { activeTeams, type GroupEvent, type GroupFacts, type GroupTeam } from '../rules.ts';

/** How long a head thinks, and how long the operator prepares an order or an answer: days of the platform. */
const daysToAnswer = 7;

const page = (facts: GroupFacts, rest = '') => `/groups/${facts.id}${rest}`;
const operatorOf = (facts: GroupFacts) => ({
  role: 'operator' as const,
  unitId: facts.regionId,
  who: 'региональный оператор',
});
const headOf = (team: GroupTeam) => ({
  role: 'organisation-head' as const,
  unitId: team.organisationId,
  who: `${decapitalise(team.headPost)}, ${team.organisationShortName}`,
});
const teamOf = (team: GroupTeam) => ({
  role: 'team' as const,
  unitId: team.organisationId,
  who: team.organisationShortName,
});

/** Writes what a group waits for after an event; the next feature replaces its own part when it begins. */
export async function handOver(work: Work, facts: GroupFacts, event: GroupEvent): Promise<void> {
  const { tx, now, today } = work;
  const kept = duties(tx);
  const about = (source: Parameters<typeof kept.replace>[0]['source']) => ({
    source,
    subjectId: facts.id,
    groupId: facts.id,
  });
  switch (event) {
    case 'all-consented':
      return kept.replace(about('groups'), [orderDuty(facts, addDays(today, daysToAnswer))], now);
    case 'ordered': {
      const cycle = await cycleById(tx, facts.cycleId);
      await kept.replace(about('groups'), [], now);
      return kept.replace(about('agreements'), [agreementDuty(facts, cycle?.agreementSendBy ?? null)], now);
    }
    case 'agreement-signed':
      return kept.replace(about('agreements'), [], now);
    case 'term-ended':
    case 'finished-early':
      await kept.replace(about('marks'), [], now);
      await kept.replace(about('programmes'), [], now);
      return kept.replace(
        about('reports'),
        activeTeams(facts, 'developing').map((team) => reportDuty(facts, team)),
        now,
      );
    case 'extended':
      await kept.replace(about('reports'), [], now);
      return kept.replace(
        about('programmes'),
        activeTeams(facts).map((team) => amendDuty(facts, team, addDays(today, daysToAnswer))),
        now,
      );
    default:
      return;
  }
}

/** Every head asked for consent has a duty until the answer. */
export async function expectConsents({ tx, now, today }: Work, facts: GroupFacts): Promise<void> {
  const asked = activeTeams(facts).filter((team) => team.consent === 'pending');
  const dueOn = addDays(today, daysToAnswer);
  const expected = asked.map((team) => consentDuty(facts, team, dueOn));
  await duties(tx).replace({ source: 'groups', subjectId: facts.id, groupId: facts.id }, expected, now);
}

/** Answers still expected after one more has come: the others keep the date they were given. */
export async function answered({ tx, now }: Work, facts: GroupFacts): Promise<void> {
  const before = await duties(tx).ofGroup(facts.id);
  const dueOn = before.find((duty) => duty.kind === 'consent')?.dueOn ?? null;
  const waiting = activeTeams(facts).filter((team) => team.consent === 'pending');
  const expected = waiting.map((team) => consentDuty(facts, team, dueOn));
  await duties(tx).replace({ source: 'groups', subjectId: facts.id, groupId: facts.id }, expected, now);
}

/** The memo waits first for the invited head, then for the rector's order. */
export async function expectMemo(
  { tx, now, today }: Work,
  facts: GroupFacts,
  memoId: string,
  waitsFor: GroupTeam | 'order' | null,
): Promise<void> {
  const dueOn = addDays(today, daysToAnswer);
  const expected: Duty[] =
    waitsFor === null
      ? []
      : waitsFor === 'order'
        ? [
            {
              ...operatorOf(facts),
              kind: 'replacement-order',
              title: 'Издать приказ о замене команды',
              detail: facts.title,
              clause: 'replacement',
              href: page(facts, '/replacement'),
              action: 'К приказу',
              dueOn,
            },
          ]
        : [
            {
              ...headOf(waitsFor),
              kind: 'joining-consent',
              title: 'Ответить, согласна ли команда войти в группу',
              clause: 'consent',
              href: page(facts, '/consent'),
              action: 'Ответить',
              dueOn,
            },
          ];
  await duties(tx).replace({ source: 'memos', subjectId: memoId, groupId: facts.id }, expected, now);
}

/** A new composition needs a new agreement: the operator sends it. */
export async function expectNewAgreement({ tx, now, today }: Work, facts: GroupFacts): Promise<void> {
  const duty = {
    ...agreementDuty(facts, addDays(today, daysToAnswer)),
    title: 'Заключить соглашение с новым составом группы',
  };
  await duties(tx).replace({ source: 'agreements', subjectId: facts.id, groupId: facts.id }, [duty], now);
}

/** A request to extend waits for the operator. */
export async function expectExtension(
  { tx, now, today }: Work,
  facts: GroupFacts,
  requestId: string,
  open: boolean,
): Promise<void> {
  const due = addDays(today, daysToAnswer);
  const expected: Duty[] = open
    ? [
        {
          ...operatorOf(facts),
          kind: 'extension',
          title: 'Рассмотреть просьбу о продлении',
          detail: facts.title,
          clause: 'extension',
          href: page(facts, '/extension'),
          action: 'Рассмотреть',
          dueOn: due,
        },
      ]
    : [];
  await duties(tx).replace({ source: 'extensions', subjectId: requestId, groupId: facts.id }, expected, now);
}

/** A question waits for the operator's answer. */
export async function expectAnswer(
  { tx, now, today }: Work,
  facts: GroupFacts,
  { id, topic, open }: { id: string; topic: string; open: boolean },
): Promise<void> {
  const expected: Duty[] = open
    ? [
        {
          ...operatorOf(facts),
          kind: 'consultation',
          title: 'Ответить на обращение группы',
          detail: topic,
          clause: 'help',
          href: page(facts, `/consultations/${id}`),
          action: 'Ответить',
          dueOn: addDays(today, daysToAnswer),
        },
      ]
    : [];
  await duties(tx).replace({ source: 'consultations', subjectId: id, groupId: facts.id }, expected, now);
}

function consentDuty(facts: GroupFacts, team: GroupTeam, dueOn: IsoDate | null): Duty {
  return {
    ...headOf(team),
    kind: 'consent',
    title: 'Дать согласие на участие в группе',
    detail: facts.title,
    clause: 'consent',
    href: page(facts, '/consent'),
    action: 'Ответить',
    dueOn,
  };
}

function orderDuty(facts: GroupFacts, dueOn: IsoDate): Duty {
  return {
    ...operatorOf(facts),
    kind: 'order',
    title: 'Назначить координатора и издать приказ о составе группы',
    detail: facts.title,
    clause: 'order',
    href: page(facts, '/order'),
    action: 'К приказу',
    dueOn,
  };
}

function agreementDuty(facts: GroupFacts, dueOn: IsoDate | null): Duty {
  return {
    ...operatorOf(facts),
    kind: 'send-agreement',
    title: 'Направить соглашение',
    detail: facts.title,
    clause: 'agreement',
    href: page(facts, '/agreement'),
    action: 'К соглашению',
    dueOn,
  };
}

function reportDuty(facts: GroupFacts, team: GroupTeam): Duty {
  return {
    ...teamOf(team),
    kind: 'information-report',
    title: 'Подготовить информационную справку',
    detail: facts.title,
    clause: 'information-report',
    href: page(facts, '/information-report'),
    action: 'К справке',
    dueOn: facts.sumUpBy,
  };
}

function amendDuty(facts: GroupFacts, team: GroupTeam, dueOn: IsoDate): Duty {
  return {
    ...teamOf(team),
    kind: 'amend-programme',
    title: 'Дополнить программу на срок продления',
    detail: facts.title,
    clause: 'amendment',
    href: page(facts, '/programme'),
    action: 'К программе',
    dueOn,
  };
}
