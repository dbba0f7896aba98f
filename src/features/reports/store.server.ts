import type { IsoDate } from '#kernel/dates.ts';
import { newId } from '#platform/ids.server.ts';
import { json } from '#platform/json.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import { firstState, type FinalState, type InformationState } from './rules.states.ts';

export interface InformationReport {
  readonly id: string;
  readonly teamId: string;
  readonly state: InformationState;
  readonly goalsReached: string;
  readonly conclusions: string;
  readonly figures: unknown;
  readonly submittedAt: Date | null;
  readonly submittedBy: string | null;
  /** What was issued when it was submitted. */
  readonly documentId: string | null;
  readonly revision: number;
}

export interface FinalReport {
  readonly id: string;
  readonly teamId: string;
  readonly state: FinalState;
  readonly assessment: string;
  readonly dynamics: string;
  readonly relations: string;
  readonly recommendations: string;
  readonly remarks: string;
  readonly figures: unknown;
  readonly sentAt: Date | null;
  readonly sentBy: string | null;
  readonly acceptedAt: Date | null;
  readonly acceptedBy: string | null;
  readonly receivedAt: Date | null;
  readonly receivedBy: string | null;
  /** What was issued at its latest step: sent, accepted, received. */
  readonly documentId: string | null;
  readonly revision: number;
}

export interface CriticalAnalysis {
  readonly teamId: string;
  readonly body: string;
  readonly revision: number;
}

export interface Presentation {
  readonly id: string;
  readonly presentedOn: IsoDate;
  readonly place: string;
  readonly description: string;
  readonly fileId: string | null;
  readonly fileName: string | null;
}

export interface SurveyAnswer {
  readonly teamId: string;
  readonly personId: string;
  readonly scores: Readonly<Record<string, number>>;
  readonly comment: string;
}

type InformationText = Pick<InformationReport, 'goalsReached' | 'conclusions'>;
type FinalText = Pick<FinalReport, 'assessment' | 'dynamics' | 'relations' | 'recommendations'>;

/** Reports, surveys and analyses of groups, bound to a transaction. */
export function reportStore(tx: Transaction) {
  return {
    async informationReports(groupId: string): Promise<InformationReport[]> {
      const rows = await tx
        .selectFrom('informationReport')
        .select([
          'id',
          'teamId',
          'state',
          'goalsReached',
          'conclusions',
          'figures',
          'submittedAt',
          'submittedBy',
          'documentId',
          'revision',
        ])
        .where('groupId', '=', groupId)
        .orderBy('id')
        .execute();
      return rows as InformationReport[];
    },

    /** Guarded by `revision` (0 for the first time); false when somebody saved before. */
    async saveInformation(
      about: { groupId: string; teamId: string; revision: number; now: Date },
      text: InformationText,
    ): Promise<boolean> {
      const { groupId, teamId, revision, now } = about;
      if (revision === 0) {
        const added = await tx
          .insertInto('informationReport')
          .values({ id: newId(), groupId, teamId, state: firstState, ...text, createdAt: now })
          .onConflict((conflict) => conflict.columns(['groupId', 'teamId']).doNothing())
          .executeTakeFirst();
        return added.numInsertedOrUpdatedRows === 1n;
      }
      const saved = await tx
        .updateTable('informationReport')
        .set({ ...text, revision: revision + 1 })
        .where('groupId', '=', groupId)
        .where('teamId', '=', teamId)
        .where('revision', '=', revision)
        .executeTakeFirst();
      return saved.numUpdatedRows === 1n;
    },

    /** Guarded by the state the caller has seen. */
    async changeInformation(
      report: Pick<InformationReport, 'id' | 'state'>,
      state: InformationState,
      also: { figures?: unknown; submittedAt?: Date | null; submittedBy?: string; documentId?: null } = {},
    ): Promise<boolean> {
      const { figures, ...plain } = also;
      const changed = await tx
        .updateTable('informationReport')
        .set({ state, ...plain, ...(figures === undefined ? {} : { figures: json(figures) }) })
        .where('id', '=', report.id)
        .where('state', '=', report.state)
        .executeTakeFirst();
      return changed.numUpdatedRows === 1n;
    },

    /** Attaches what was issued of an information report. */
    async attachInformation(id: string, documentId: string): Promise<void> {
      await tx.updateTable('informationReport').set({ documentId }).where('id', '=', id).execute();
    },

    /** Attaches what was issued of a final report. */
    async attachFinal(id: string, documentId: string): Promise<void> {
      await tx.updateTable('finalReport').set({ documentId }).where('id', '=', id).execute();
    },

    async finalReport(groupId: string): Promise<FinalReport | null> {
      const row = await tx
        .selectFrom('finalReport')
        .select([
          'id',
          'teamId',
          'state',
          'assessment',
          'dynamics',
          'relations',
          'recommendations',
          'remarks',
          'figures',
          'sentAt',
          'sentBy',
          'acceptedAt',
          'acceptedBy',
          'receivedAt',
          'receivedBy',
          'documentId',
          'revision',
        ])
        .where('groupId', '=', groupId)
        .executeTakeFirst();
      return (row as FinalReport | undefined) ?? null;
    },

    /** Guarded by `revision` (0 for the first time); false when somebody saved before. */
    async saveFinal(
      about: { groupId: string; teamId: string; revision: number; now: Date },
      text: FinalText,
    ): Promise<boolean> {
      const { groupId, teamId, revision, now } = about;
      if (revision === 0) {
        const added = await tx
          .insertInto('finalReport')
          .values({ id: newId(), groupId, teamId, state: firstState, ...text, createdAt: now })
          .onConflict((conflict) => conflict.column('groupId').doNothing())
          .executeTakeFirst();
        return added.numInsertedOrUpdatedRows === 1n;
      }
      const saved = await tx
        .updateTable('finalReport')
        .set({ ...text, revision: revision + 1 })
        .where('groupId', '=', groupId)
        .where('revision', '=', revision)
        .executeTakeFirst();
      return saved.numUpdatedRows === 1n;
    },

    /** Guarded by the state the caller has seen. */
    async changeFinal(
      report: Pick<FinalReport, 'id' | 'state'>,
      state: FinalState,
      also: {
        figures?: unknown;
        remarks?: string;
        sentAt?: Date;
        sentBy?: string;
        acceptedAt?: Date;
        acceptedBy?: string;
        receivedAt?: Date;
        receivedBy?: string;
        documentId?: null;
      } = {},
    ): Promise<boolean> {
      const { figures, ...plain } = also;
      const changed = await tx
        .updateTable('finalReport')
        .set({ state, ...plain, ...(figures === undefined ? {} : { figures: json(figures) }) })
        .where('id', '=', report.id)
        .where('state', '=', report.state)
        .executeTakeFirst();
      return changed.numUpdatedRows === 1n;
    },

    async surveyAnswers(groupId: string): Promise<SurveyAnswer[]> {
      const rows = await tx
        .selectFrom('relationsAnswer')
        .select(['teamId', 'personId', 'scores', 'comment'])
        .where('groupId', '=', groupId)
        .execute();
      return rows.map((row) => ({ ...row, scores: row.scores as Record<string, number> }));
    },

    /** One answer a person; answering again replaces it. */
    async saveAnswer(groupId: string, answer: SurveyAnswer, at: Date): Promise<void> {
      const { scores, ...plain } = answer;
      await tx
        .insertInto('relationsAnswer')
        .values({ id: newId(), groupId, ...plain, scores: json(scores), answeredAt: at })
        .onConflict((conflict) =>
          conflict
            .columns(['groupId', 'personId'])
            .doUpdateSet({ scores: json(scores), comment: answer.comment, answeredAt: at }),
        )
        .execute();
    },

    async analyses(groupId: string): Promise<CriticalAnalysis[]> {
      return tx
        .selectFrom('criticalAnalysis')
        .select(['teamId', 'body', 'revision'])
        .where('groupId', '=', groupId)
        .execute();
    },

    /** Guarded by `revision` (0 for the first time); false when somebody saved before. */
    async saveAnalysis(
      about: { groupId: string; teamId: string; revision: number; by: string; now: Date },
      body: string,
    ): Promise<boolean> {
      const { groupId, teamId, revision, by, now } = about;
      const written = { body, writtenBy: by, writtenAt: now };
      if (revision === 0) {
        const added = await tx
          .insertInto('criticalAnalysis')
          .values({ id: newId(), groupId, teamId, ...written })
          .onConflict((conflict) => conflict.columns(['groupId', 'teamId']).doNothing())
          .executeTakeFirst();
        return added.numInsertedOrUpdatedRows === 1n;
      }
      const saved = await tx
        .updateTable('criticalAnalysis')
        .set({ ...written, revision: revision + 1 })
        .where('groupId', '=', groupId)
        .where('teamId', '=', teamId)
        .where('revision', '=', revision)
        .executeTakeFirst();
      return saved.numUpdatedRows === 1n;
    },

    async presentations(groupId: string): Promise<Presentation[]> {
      return tx
        .selectFrom('resultsPresentation as shown')
        .leftJoin('file', 'file.id', 'shown.fileId')
        .select([
          'shown.id',
          'shown.presentedOn',
          'shown.place',
          'shown.description',
          'shown.fileId',
          'file.name as fileName',
        ])
        .where('shown.groupId', '=', groupId)
        .orderBy('shown.presentedOn', 'desc')
        .orderBy('shown.id')
        .execute();
    },

    async addPresentation(
      groupId: string,
      presentation: Omit<Presentation, 'id' | 'fileName'>,
      { by, now }: { by: string; now: Date },
    ): Promise<void> {
      await tx
        .insertInto('resultsPresentation')
        .values({ id: newId(), groupId, ...presentation, recordedBy: by, recordedAt: now })
        .execute();
    },

    /** The group a file of a presentation belongs to. */
    async groupOfFile(fileId: string): Promise<string | null> {
      const found = await tx
        .selectFrom('resultsPresentation')
        .select('groupId')
        .where('fileId', '=', fileId)
        .executeTakeFirst();
      return found?.groupId ?? null;
    },
  };
}
