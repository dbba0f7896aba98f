import { generateAgreement, sendAgreement, signAgreement, viewAgreement } from '#features/agreements/index.server.ts';
import {
  applyForGroup,
  askForHelp,
  consentToGroup,
  endTerm,
  extendGroup,
  finishEarly,
  groups,
  orderComposition,
  orderReplacement,
  proposeGroup,
  requestExtension,
  writeMemo,
} from '#features/groups/index.server.ts';
import type { GroupFacts } from '#features/groups/index.ts';
import {
  approve,
  endorse,
  markActivity,
  marksOf,
  openDraft,
  returnWithRemarks,
  saveActivity,
  saveGeneral,
  saveWorkingGroup,
  startAmendment,
  startProgramme,
  submit,
  viewProgramme,
} from '#features/programmes/index.server.ts';
import type { MarkState } from '#features/programmes/index.ts';
import {
  addEvidence,
  assessTeam,
  describeResults,
  enterTeams,
  registerTeam,
  teams,
} from '#features/registry/index.server.ts';
import {
  acceptFinal,
  answerSurvey,
  receiveFinal,
  recordPresentation,
  saveAnalysis,
  saveFinal,
  saveInformation,
  sendFinal,
  submitInformation,
  superviseExit,
  viewReports,
} from '#features/reports/index.server.ts';
import { people } from '#features/territory/index.server.ts';
import { addDays, addToMonth, daysBetween, formatMonth, isAfter, monthOf } from '#kernel/dates.ts';
import type { Actor } from '#kernel/roles.ts';
import { daysAgo, inTransaction, must, type DemonstrationSchool, type World } from './world.ts';

/** A team of the demonstration: the school, and the team's id in the registry. */
export interface DemonstrationTeam {
  readonly id: string;
  readonly school: DemonstrationSchool;
  readonly standing: 'experienced' | 'developing';
}

/** A group of the demonstration with everybody who acts in it. */
export interface DemonstrationGroup {
  readonly id: string;
  readonly experienced: readonly DemonstrationTeam[];
  readonly developing: readonly DemonstrationTeam[];
  readonly curator: Actor;
  readonly coordinator: Actor;
}

/** A sheet of paper that every viewer opens: lines of writing without letters. */
export const scan = {
  name: 'скан.pdf',
  type: 'application/pdf',
  bytes: sheetOfPaper(),
};

function sheetOfPaper(): Uint8Array<ArrayBuffer> {
  const lines = Array.from({ length: 24 }, (_, index) => {
    const height = 750 - index * 24;
    return `80 ${height} m ${index % 6 === 5 ? 300 : 520} ${height} l S`;
  });
  const drawing = `0.6 G 2 w ${lines.join(' ')}`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Contents 4 0 R>>',
    `<</Length ${drawing.length}>>stream\n${drawing}\nendstream`,
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  file += `${table}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF\n`;
  return new TextEncoder().encode(file);
}

/** Steps of the cycle, each through the use cases of the person whose work it is, so many days ago. */
export function scenario(world: World) {
  const at = (days: number, actor: Actor) => daysAgo(world, days, actor);
  const curatorOf = (team: DemonstrationTeam): Actor => {
    const unit = world.municipalities.find(({ path }) => team.school.unit.path.startsWith(`${path}.`));
    const curator = unit && world.curators.get(unit.name);
    if (!curator) throw new Error(`no curator of ${team.school.shortName}`);
    return curator;
  };
  const facts = (groupId: string): Promise<GroupFacts> =>
    inTransaction(at(0, world.operator), async ({ tx }) => (await groups(tx).facts(groupId)) as GroupFacts);
  const everybody = ({ experienced, developing }: DemonstrationGroup) => [...developing, ...experienced];
  const first = <Item>(items: readonly Item[]): Item => items[0] as Item;

  const steps = {
    at,
    facts,

    /** Enters a team in the participants' form; `submitted` sends it to the operator. */
    async enter(
      days: number,
      school: DemonstrationSchool,
      standing: 'experienced' | 'developing',
      {
        directions,
        submitted = true,
        note = null,
      }: { directions: readonly string[]; submitted?: boolean; note?: string | null },
    ): Promise<DemonstrationTeam> {
      const unit = world.municipalities.find(({ path }) => school.unit.path.startsWith(`${path}.`));
      const curator = unit && world.curators.get(unit.name);
      if (!unit || !curator) throw new Error(`no municipality of ${school.shortName}`);
      const { teamIds } = must(
        await enterTeams(at(days, curator), {
          municipalityId: unit.id,
          intent: submitted ? 'submit' : 'draft',
          rows: [
            {
              row: 0,
              organisation: school.shortName,
              newOrganisation: { kind: null, shortName: null },
              head: { post: null, fullName: null, gender: null, phones: [], emails: [] },
              standing,
              directions: [...directions],
              ownDirections: [],
              note,
            },
          ],
        }),
      );
      return { id: first(teamIds), school, standing };
    },

    /** Completes what the regulation asks of a team and has the operator register it. */
    async register(days: number, team: DemonstrationTeam, difficulty = 2): Promise<void> {
      const summary = await inTransaction(at(days, world.operator), async ({ tx }) =>
        first(await teams(tx).byIds([team.id])),
      );
      const head = team.school.head;
      if (team.standing === 'experienced') {
        const results =
          'Модель управления действует три года: доля выпускников с высокими результатами выросла с 18 до 31 %.';
        must(await describeResults(at(days, head), { teamId: team.id, results }));
        const evidence = {
          title: 'Отчёт о самообследовании',
          description: null,
          link: 'https://example.org/report',
          file: null,
        };
        must(await addEvidence(at(days, head), { teamId: team.id, ...evidence }));
      } else {
        const answers = summary.directions.map(({ key }, index) => ({
          directionKey: key,
          difficulty: Math.max(1, Math.min(3, difficulty - (index % 2))) as 1 | 2 | 3,
          comment: 'Нет единой системы, решения принимаются от случая к случаю.',
        }));
        must(await assessTeam(at(days, head), { teamId: team.id, answers }));
      }
      const fresh = await inTransaction(at(days, world.operator), async ({ tx }) =>
        first(await teams(tx).byIds([team.id])),
      );
      must(await registerTeam(at(days - 1, world.operator), { teamId: team.id, revision: fresh.revision }));
    },

    /** The operator proposes a group; nobody has answered yet. */
    async propose(
      days: number,
      experienced: readonly DemonstrationTeam[],
      developing: readonly DemonstrationTeam[],
      { termMonths = 11, directions }: { termMonths?: number; directions: readonly string[] },
    ): Promise<DemonstrationGroup> {
      const { groupId } = must(
        await proposeGroup(at(days, world.operator), {
          developing: developing.map((team) => team.id),
          experienced: experienced.map((team) => team.id),
          directions: [...directions],
          termMonths,
          termGround: 'Затруднения значительные: нужен срок на перестройку работы и её проверку.',
          manyToMany: experienced.length + developing.length > 2,
        }),
      );
      const curator = curatorOf(first(developing));
      const coordinator = world.municipalCoordinators.get(unitNameOf(world, first(developing))) ?? world.coordinator;
      return { id: groupId, experienced, developing, curator, coordinator };
    },

    /** The head of a developing team applies to an experienced one. */
    async apply(
      days: number,
      experienced: DemonstrationTeam,
      developing: DemonstrationTeam,
      directions: readonly string[],
    ) {
      const { groupId } = must(
        await applyForGroup(at(days, developing.school.head), {
          experienced: experienced.id,
          directions: [...directions],
          termMonths: 6,
          termGround: 'Просим помочь с одним направлением: полугода достаточно.',
        }),
      );
      return {
        id: groupId,
        experienced: [experienced],
        developing: [developing],
        curator: curatorOf(developing),
        coordinator: world.coordinator,
      };
    },

    async consent(days: number, team: DemonstrationTeam, group: DemonstrationGroup): Promise<void> {
      must(await consentToGroup(at(days, team.school.head), { groupId: group.id }));
    },

    async consentAll(days: number, group: DemonstrationGroup): Promise<void> {
      for (const team of everybody(group)) await steps.consent(days, team, group);
    },

    /** The composition order; the number must be free. */
    async order(days: number, group: DemonstrationGroup, number: string): Promise<void> {
      const datedOn = addDays(world.today, -days);
      must(
        await orderComposition(at(days, world.operator), {
          groupId: group.id,
          coordinatorId: group.coordinator.personId,
          number,
          datedOn,
        }),
      );
    },

    /** The agreement is generated and sent. */
    async sendAgreement(days: number, group: DemonstrationGroup): Promise<void> {
      must(
        await generateAgreement(at(days, world.operator), {
          groupId: group.id,
          number: null,
          datedOn: addDays(world.today, -days),
        }),
      );
      must(await sendAgreement(at(days, world.operator), { groupId: group.id }));
    },

    /** One party signs: a school by its head, the operator itself. */
    async sign(days: number, group: DemonstrationGroup, signer: Actor): Promise<void> {
      const { agreement } = must(await viewAgreement(at(days, signer), { groupId: group.id }));
      const own = agreement?.parties.find((party) =>
        signer.organisationId ? party.unitId === signer.organisationId : party.teamId === null,
      );
      if (!own) throw new Error('no such party');
      must(
        await signAgreement(at(days, signer), {
          groupId: group.id,
          partyId: own.id,
          signedOn: addDays(world.today, -days),
          signer: signer.organisationId ? signer.fullName : 'Соколова Ирина Викторовна',
          signerPost: signer.organisationId ? 'Директор' : 'Ректор',
          scan,
        }),
      );
    },

    async contract(days: number, group: DemonstrationGroup): Promise<void> {
      await steps.sendAgreement(days + 4, group);
      for (const team of everybody(group)) await steps.sign(days + 2, group, team.school.head);
      await steps.sign(days, group, world.operator);
    },

    /** The teams begin the programme from the standard plan and add what is theirs. */
    async write(days: number, group: DemonstrationGroup): Promise<void> {
      const head = first(group.developing).school.head;
      must(await startProgramme(at(days, head), { groupId: group.id }));
      const { programme } = must(await viewProgramme(at(days, head), { groupId: group.id }));
      if (!programme) throw new Error('no programme');
      must(
        await saveGeneral(at(days, head), {
          groupId: group.id,
          revision: programme.revision,
          periodFrom: programme.periodFrom,
          periodTo: programme.periodTo,
          directions: programme.directions.map(({ key }) => key),
          goals: 'Выстроить систему управления по направлениям программы и проверить её на деле.',
          meetings: 'Очно раз в квартал, онлайн — раз в две недели, по согласованию сторон.',
          broadcast: 'Мастер-класс на муниципальном методическом дне.',
          operatorContact: programme.operatorContact,
          curatorContact: programme.curatorContact,
        }),
      );
      for (const team of everybody(group)) await steps.nameWorkingGroup(days, group, team);
    },

    /** A team names its working group: the head leads, the deputy is the contact person. */
    async nameWorkingGroup(days: number, group: DemonstrationGroup, { id, school }: DemonstrationTeam): Promise<void> {
      const context = at(days, school.head);
      const { programme } = must(await viewProgramme(context, { groupId: group.id }));
      const own = programme?.workingGroups.find(({ team }) => team.teamId === id);
      const contacts = await inTransaction(context, ({ tx }) =>
        people(tx).byIds([school.head.personId, school.member.personId]),
      );
      const members = [school.head, school.member].map(({ personId, fullName, post }, index) => {
        const contact = contacts.find((person) => person.id === personId);
        return {
          fullName,
          post,
          phones: [...(contact?.phones ?? [])],
          emails: [...(contact?.emails ?? [])],
          isLeader: index === 0,
          isContact: index === 1,
        };
      });
      must(await saveWorkingGroup(context, { groupId: group.id, teamId: id, revision: own?.revision ?? 0, members }));
    },

    async endorse(days: number, group: DemonstrationGroup, team: DemonstrationTeam): Promise<void> {
      must(await endorse(at(days, team.school.head), { groupId: group.id }));
    },

    async endorseAll(days: number, group: DemonstrationGroup): Promise<void> {
      for (const team of everybody(group)) await steps.endorse(days, group, team);
    },

    async submit(days: number, group: DemonstrationGroup): Promise<void> {
      must(await submit(at(days, first(group.developing).school.head), { groupId: group.id }));
    },

    async approve(days: number, group: DemonstrationGroup): Promise<void> {
      must(await approve(at(days, group.curator), { groupId: group.id }));
    },

    async returnProgramme(days: number, group: DemonstrationGroup, remarks: string): Promise<void> {
      must(await returnWithRemarks(at(days, group.curator), { groupId: group.id, remarks }));
    },

    /** An amendment in work: the internship moves towards the end and gets a theme of its own. */
    async amend(days: number, group: DemonstrationGroup, summary: string): Promise<void> {
      const context = at(days, first(group.developing).school.head);
      must(await startAmendment(context, { groupId: group.id, summary }));
      const { programme } = must(await openDraft(context, { groupId: group.id }));
      const internship = programme.activities.find((activity) => activity.standardNumber === 11);
      if (!internship) throw new Error('no internship in the plan');
      const month = (before: number) => formatMonth(addToMonth(monthOf(programme.periodTo), -before));
      must(
        await saveActivity(context, {
          groupId: group.id,
          key: internship.key,
          revision: internship.revision,
          stage: '2',
          title: internship.title,
          transferForm: internship.transferForm ?? '',
          due: `${month(2)}, ${month(1)}`,
          responsible: [...internship.responsible],
          themes: [{ title: 'Кадровый резерв школы', dues: [month(2)] }],
        }),
      );
    },

    /** From the order to an approved programme. */
    async run(days: number, group: DemonstrationGroup): Promise<void> {
      await steps.contract(days + 16, group);
      await steps.write(days + 10, group);
      await steps.endorseAll(days + 6, group);
      await steps.submit(days + 4, group);
      await steps.approve(days, group);
    },

    /**
     * Marks every activity whose time has come by `days` ago, or all of them with `through`; `choose` says how it went,
     * or null to leave it open. With `behind` so many of the last days due stay open.
     */
    async mark(
      days: number,
      group: DemonstrationGroup,
      choose: (index: number) => MarkState | null,
      { through = false, behind = 0 } = {},
    ): Promise<void> {
      const head = first(group.developing).school.head;
      const until = addDays(world.today, -days);
      const { activities } = await inTransaction(at(0, world.operator), ({ tx }) => marksOf(tx, group.id));
      const { startsOn } = await facts(group.id);
      const dueDays = activities.flatMap(({ dueTo }) => (dueTo && !isAfter(dueTo, until) ? [dueTo] : []));
      // the first of those left open, whatever day the demonstration is shown
      const openFrom = behind > 0 ? dueDays.sort().at(-behind) : undefined;
      for (const [index, activity] of activities.entries()) {
        const due = activity.dueTo ?? until;
        const state = choose(index);
        if (!state || activity.mark || ((!activity.dueTo || isAfter(due, until)) && !through)) continue;
        if (openFrom && due >= openFrom) continue;
        const onDate = [startsOn && isAfter(startsOn, due) ? startsOn : due, until].sort()[0] as string;
        must(
          await markActivity(at(Math.max(days, daysBetween(onDate, world.today) - 1), head), {
            groupId: group.id,
            key: activity.key,
            revision: 0,
            state,
            onDate,
            result:
              state === 'not-done' ? null : 'Проведено в полном составе, решения записаны и приняты к исполнению.',
            reason: state === 'done' ? null : 'Карантин: часть встреч перенесена.',
            files: [],
          }),
        );
      }
    },

    /** The developing team asks the operator for help. */
    async ask(days: number, group: DemonstrationGroup, topic: string, body: string): Promise<void> {
      must(await askForHelp(at(days, first(group.developing).school.head), { groupId: group.id, topic, body }));
    },

    async endTerm(days: number, group: DemonstrationGroup): Promise<void> {
      must(await endTerm(at(days, world.operator), { groupId: group.id }));
    },

    async askExtension(days: number, group: DemonstrationGroup, months: number): Promise<void> {
      const reason = 'Внутренняя система оценки введена, но проверить её можно только к концу учебного года.';
      must(
        await requestExtension(at(days, first(group.developing).school.head), { groupId: group.id, months, reason }),
      );
    },

    async extend(days: number, group: DemonstrationGroup, months: number, number: string): Promise<void> {
      const reason = 'Просьба развивающейся команды';
      const datedOn = addDays(world.today, -days);
      must(await extendGroup(at(days, world.operator), { groupId: group.id, months, reason, number, datedOn }));
    },

    async finishEarly(days: number, group: DemonstrationGroup, number: string): Promise<void> {
      const datedOn = addDays(world.today, -days);
      const reason = 'Программа выполнена досрочно, команда справляется сама';
      must(
        await finishEarly(at(days, world.operator), {
          groupId: group.id,
          reason,
          number,
          datedOn,
          finishedOn: datedOn,
        }),
      );
    },

    /** The coordinator's memo, the new team's consent and the rector's order. */
    async replace(
      days: number,
      group: DemonstrationGroup,
      { leaving, joining, number }: { leaving: DemonstrationTeam; joining: DemonstrationTeam; number: string },
    ): Promise<void> {
      must(
        await writeMemo(at(days + 8, group.coordinator), {
          groupId: group.id,
          number: '7-С',
          datedOn: addDays(world.today, -days - 8),
          ground: 'party-request',
          explanation: 'Команда просит заменить её: сменился состав администрации школы.',
          leavingTeamId: leaving.id,
          joiningTeamId: joining.id,
        }),
      );
      must(await consentToGroup(at(days + 5, joining.school.head), { groupId: group.id }));
      must(
        await orderReplacement(at(days, world.operator), {
          groupId: group.id,
          number,
          datedOn: addDays(world.today, -days),
        }),
      );
    },

    /** The developing teams report. */
    async inform(days: number, group: DemonstrationGroup): Promise<void> {
      const { directions } = await facts(group.id);
      for (const { school } of group.developing) {
        const answers = directions.map(({ key }, index) => ({
          directionKey: key,
          difficulty: index % 2,
          comment: 'Порядок работы принят и действует.',
        }));
        must(await superviseExit(at(days, school.head), { groupId: group.id, answers }));
        const conclusions =
          'Команда работает по плану и сама оценивает результат. Опыт передан второй школе муниципалитета.';
        must(
          await saveInformation(at(days, school.head), {
            groupId: group.id,
            revision: 0,
            goalsReached: 'Цели достигнуты.',
            conclusions,
          }),
        );
        must(await submitInformation(at(days, school.head), { groupId: group.id }));
      }
    },

    async survey(days: number, group: DemonstrationGroup): Promise<void> {
      for (const [index, { school }] of everybody(group).entries()) {
        const context = at(days, school.head);
        const { survey } = must(await viewReports(context, { groupId: group.id }));
        const scores = Object.fromEntries(
          survey.statements.map(({ key }, position) => [key, 4 + ((position + index) % 2)]),
        );
        must(await answerSurvey(context, { groupId: group.id, scores, comment: null }));
      }
    },

    /** The experienced team writes and sends the final report. */
    async report(days: number, group: DemonstrationGroup): Promise<void> {
      const head = first(group.experienced).school.head;
      const body = 'Удались очные встречи по должностям; реже, чем хотелось, встречались онлайн.';
      must(await saveAnalysis(at(days, head), { groupId: group.id, revision: 0, body }));
      must(
        await saveFinal(at(days, head), {
          groupId: group.id,
          revision: 0,
          assessment: 'Программа выполнена, цели достигнуты.',
          dynamics: 'Развивающаяся команда самостоятельно планирует и оценивает свою работу.',
          relations: 'Отношения ровные, доверительные.',
          recommendations: 'Закрепить практику приказом по школе.',
        }),
      );
      must(await sendFinal(at(days, head), { groupId: group.id }));
    },

    async accept(days: number, group: DemonstrationGroup): Promise<void> {
      must(await acceptFinal(at(days, group.curator), { groupId: group.id }));
    },

    async receive(days: number, group: DemonstrationGroup): Promise<void> {
      must(await receiveFinal(at(days, group.coordinator), { groupId: group.id }));
    },

    async present(days: number, group: DemonstrationGroup): Promise<void> {
      const presentedOn = addDays(world.today, -days);
      const place = 'Муниципальный методический день';
      const head = first(group.experienced).school.head;
      must(
        await recordPresentation(at(days, head), {
          groupId: group.id,
          presentedOn,
          place,
          description: null,
          file: null,
        }),
      );
    },
  };
  return steps;
}

function unitNameOf(world: World, team: DemonstrationTeam): string {
  return world.municipalities.find(({ path }) => team.school.unit.path.startsWith(`${path}.`))?.name ?? '';
}
