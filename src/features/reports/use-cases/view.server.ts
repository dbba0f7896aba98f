import { activeTeams, type GroupFacts } from '#features/groups/index.ts';
import { abilityOf, type Ability } from '#kernel/ability.ts';
import { ok } from '#kernel/result.ts';
import type { Outcome } from '#kernel/refusal.ts';
import { query, type Work } from '#platform/use-case.server.ts';
import { canInReports, reportingTeam, type ReportAction } from '../permissions.ts';
import { checkSummingUp, compareSupervision, finalNames, informationNames, meanScores, nextFinal, nextInformation } from '../rules.ts';
import { reachGroup, regulationOf, summingUp, type SummingUp } from './access.server.ts';

/** Everything the pages of the summing-up show: figures, reports, survey means, dynamics and what can be done now. */
export const viewReports = query(async (work, { groupId }: { groupId: string }) => {
  const reached = await reachGroup(work, groupId, 'view');
  if (!reached.ok) return reached;
  const facts = reached.value;
  const known = await summingUp(work, facts);
  const regulation = await regulationOf(work, facts);
  const team = reportingTeam(work.actor, facts);
  const keys = regulation.survey.statements.map((statement) => statement.key);
  return ok({
    group: facts,
    plan: known.plan,
    ownTeam: team,
    informationReports: known.informationReports.map((report) => ({
      ...report,
      stateName: informationNames[report.state],
      team: facts.teams.find((candidate) => candidate.teamId === report.teamId)?.organisationShortName ?? '',
    })),
    finalReport: known.finalReport && { ...known.finalReport, stateName: finalNames[known.finalReport.state] },
    survey: {
      ...regulation.survey,
      answered: known.answers.length,
      // a mean of one answer would be that person's answer
      means: known.answers.length > 1 ? meanScores(keys, known.answers.map((answer) => answer.scores)) : null,
      own: known.answers.find((answer) => answer.personId === work.actor.personId) ?? null,
    },
    supervision: {
      ...regulation.supervision,
      teams: activeTeams(facts, 'developing').map((developing) => ({
        team: developing,
        exit: Object.fromEntries(known.exits.get(developing.teamId) ?? []),
        dynamics: dynamicsOf(facts, known, developing.teamId),
      })),
    },
    analyses: known.analyses,
    presentations: known.presentations,
    abilities: abilitiesOf(work, facts, known),
  });
});

function dynamicsOf(facts: GroupFacts, { entries, exits }: SummingUp, teamId: string) {
  const difficulty = (answers: ReadonlyMap<string, { difficulty: number }> | undefined) =>
    new Map([...(answers ?? [])].map(([key, answer]) => [key, answer.difficulty]));
  return compareSupervision(facts.directions, difficulty(entries.get(teamId)), difficulty(exits.get(teamId)));
}

function abilitiesOf(work: Work, facts: GroupFacts, known: SummingUp) {
  const team = reportingTeam(work.actor, facts);
  const own = known.informationReports.find((report) => report.teamId === team?.teamId);
  const final = known.finalReport?.state ?? 'draft';
  const able = (action: ReportAction, rule: Outcome<unknown> = ok(true)): Ability | null => {
    if (!canInReports(work.actor, action, facts).ok) return null;
    const timely = checkSummingUp(facts.state);
    return abilityOf(timely.ok ? rule : timely);
  };
  return {
    writeInformation: able('write-information', nextInformation(own?.state ?? 'draft', 'submit')),
    submitInformation: able('submit-information', nextInformation(own?.state ?? 'draft', 'submit')),
    reopenInformation: own?.state === 'submitted' ? able('submit-information', nextInformation(own.state, 'reopen')) : null,
    writeFinal: able('write-final', nextFinal(final, 'send')),
    sendFinal: able('send-final', nextFinal(final, 'send')),
    accept: able('decide', nextFinal(final, 'accept')),
    return: able('decide', nextFinal(final, 'return')),
    receive: able('receive', nextFinal(final, 'receive')),
    answerSurvey: able('answer-survey'),
    supervise: able('supervise'),
    analyse: able('analyse'),
    present: able('present'),
  };
}
