import { regulationOf } from '#features/groups/index.server.ts';
import { activeTeams, type GroupFacts } from '#features/groups/index.ts';
import { abilityOf, type Ability } from '#kernel/ability.ts';
import { isAfter } from '#kernel/dates.ts';
import { ok } from '#kernel/result.ts';
import type { Outcome } from '#kernel/refusal.ts';
import { query, type Work } from '#platform/use-case.server.ts';
import {
  canInReports,
  maySeeFinal,
  maySeeInformation,
  reportingTeam,
  seesComments,
  type ReportAction,
} from '../permissions.ts';
import { checkOpen, checkPresentable, checkSummingUp, nextFinal, nextInformation } from '../rules.ts';
import { fewestAnswers, meanScores } from '../rules.results.ts';
import { finalNames, firstState, informationNames, isOpen, isReturned, isSubmitted } from '../rules.states.ts';
import { isFinalOpen, reachGroup, silentTeams, summingUp, type SummingUp } from './access.server.ts';
import { groupResult, resultOf, type GroupResult } from './figures.server.ts';
import { nextOf, stepsOf } from './steps.server.ts';

/** Everything the pages of the summing-up show: figures, reports, survey means, dynamics and what can be done now. */
export const viewReports = query(async (work, { groupId }: { groupId: string }) => {
  const reached = await reachGroup(work, groupId, 'view');
  if (!reached.ok) return reached;
  const facts = reached.value;
  const known = await summingUp(work, facts);
  const regulation = await regulationOf(work, facts);
  const result = resultShown(facts, known, groupResult(facts, known, regulation));
  const enough = known.answers.length >= fewestAnswers;
  return ok({
    group: groupLine(facts),
    summing: checkSummingUp(facts.state).ok,
    late: checkSummingUp(facts.state).ok && facts.sumUpBy !== null && isAfter(work.today, facts.sumUpBy),
    steps: stepsOf(facts, known),
    next: nextOf(work, facts, known),
    ownTeamId: reportingTeam(work.actor, facts)?.teamId ?? null,
    goals: known.programme?.goals ?? '',
    information: activeTeams(facts, 'developing').map((team) => informationView(work, known, team)),
    final: finalView(work, facts, known),
    result,
    survey: {
      ...regulation.survey,
      answered: known.answers.length,
      answeredBy: [...new Set(known.answers.map((answer) => shortNameOf(facts, answer.teamId)))],
      awaited: silentTeams(facts, known).map((team) => team.organisationShortName),
      // a mean of one answer would be that person's answer
      means: enough
        ? meanScores(
            regulation.survey.statements.map(({ key }) => key),
            known.answers.map(({ scores }) => scores),
          )
        : null,
      mean: result.survey.mean,
      comments:
        enough && seesComments(work.actor, facts)
          ? known.answers.flatMap(({ comment }) => comment || []).toSorted()
          : [],
      own: known.answers.find((answer) => answer.personId === work.actor.personId) ?? null,
    },
    supervision: {
      ...regulation.supervision,
      teams: activeTeams(facts, 'developing').map((team) => ({
        teamId: team.teamId,
        name: team.organisationShortName,
        entry: Object.fromEntries(known.entries.get(team.teamId) ?? []),
        exit: Object.fromEntries(known.exits.get(team.teamId) ?? []),
        dynamics: result.dynamics.find((row) => row.teamId === team.teamId)?.rows ?? [],
      })),
    },
    analyses: activeTeams(facts).map((team) => ({
      teamId: team.teamId,
      name: team.organisationShortName,
      standing: team.standing,
      body: known.analyses.find((analysis) => analysis.teamId === team.teamId)?.body ?? '',
      revision: known.analyses.find((analysis) => analysis.teamId === team.teamId)?.revision ?? 0,
    })),
    presentations: known.presentations,
    abilities: abilitiesOf(work, facts, known),
  });
});

const shortNameOf = (facts: GroupFacts, teamId: string): string =>
  facts.teams.find((team) => team.teamId === teamId)?.organisationShortName ?? '';

function groupLine(facts: GroupFacts) {
  const {
    id,
    title,
    state,
    startsOn,
    endsOn,
    finishedEarlyOn,
    sumUpBy,
    directions,
    coordinatorName,
    municipalityName,
  } = facts;
  return {
    id,
    title,
    state,
    startsOn,
    endsOn,
    finishedEarlyOn,
    sumUpBy,
    directions,
    coordinatorName,
    municipalityName,
  };
}

/** What the final report was sent with, or what it would be sent with now. */
function resultShown(facts: GroupFacts, { finalReport }: SummingUp, now: GroupResult): GroupResult {
  return finalReport && !isOpen(finalReport.state) ? ((finalReport.figures as GroupResult | null) ?? now) : now;
}

function informationView(work: Work, known: SummingUp, team: ReturnType<typeof activeTeams>[number]) {
  const report = known.informationReports.find((one) => one.teamId === team.teamId) ?? null;
  const state = report?.state ?? firstState;
  const readable = maySeeInformation(work.actor, team, report?.state ?? null);
  return {
    teamId: team.teamId,
    name: team.organisationShortName,
    own: team.organisationId === work.actor.organisationId,
    readable,
    submitted: isSubmitted(state),
    stateName: informationNames[state],
    submittedAt: report?.submittedAt ?? null,
    goalsReached: readable ? (report?.goalsReached ?? '') : '',
    conclusions: readable ? (report?.conclusions ?? '') : '',
    revision: report?.revision ?? 0,
    result: resultOf(report, known),
  };
}

function finalView(work: Work, facts: GroupFacts, { finalReport }: SummingUp) {
  const state = finalReport?.state ?? firstState;
  const readable = maySeeFinal(work.actor, facts, finalReport?.state ?? null);
  const text = (given: string | undefined) => (readable ? (given ?? '') : '');
  return {
    state,
    stateName: finalNames[state],
    readable,
    open: isOpen(state),
    returned: isReturned(state),
    assessment: text(finalReport?.assessment),
    relations: text(finalReport?.relations),
    dynamics: text(finalReport?.dynamics),
    recommendations: text(finalReport?.recommendations),
    remarks: text(finalReport?.remarks),
    sentAt: finalReport?.sentAt ?? null,
    acceptedAt: finalReport?.acceptedAt ?? null,
    receivedAt: finalReport?.receivedAt ?? null,
    revision: finalReport?.revision ?? 0,
  };
}

function abilitiesOf(work: Work, facts: GroupFacts, known: SummingUp) {
  const team = reportingTeam(work.actor, facts);
  const own = known.informationReports.find((report) => report.teamId === team?.teamId)?.state ?? firstState;
  const final = known.finalReport?.state ?? firstState;
  const able = (
    action: ReportAction,
    rule: Outcome<unknown> = ok(true),
    timely = checkSummingUp(facts.state),
  ): Ability | null => {
    if (!canInReports(work.actor, action, facts).ok) return null;
    return abilityOf(timely.ok ? rule : timely);
  };
  const open = checkOpen(final);
  return {
    writeInformation: able('write-information', nextInformation(own, 'submit')),
    submitInformation: able('submit-information', nextInformation(own, 'submit')),
    reopenInformation:
      isSubmitted(own) && isFinalOpen(known) ? able('submit-information', nextInformation(own, 'reopen')) : null,
    writeFinal: able('write-final', nextFinal(final, 'send')),
    sendFinal: able('send-final', nextFinal(final, 'send')),
    accept: able('decide', nextFinal(final, 'accept')),
    return: able('decide', nextFinal(final, 'return')),
    receive: able('receive', nextFinal(final, 'receive')),
    answerSurvey: able('answer-survey', open),
    supervise: able('supervise', open),
    analyse: able('analyse', open),
    present: able('present', ok(true), checkPresentable(facts.state)),
  };
}
