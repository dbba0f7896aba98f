import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { DocumentKind } from '#features/documents/index.ts';
import type { Scope } from '#kernel/scope.ts';
import { json } from '#platform/json.server.ts';
import type { TaskReport } from '#platform/tasks.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { ArchivedDocument, ArchiveTarget, MissingDocument } from './rules.ts';

/** A place to take documents of, with how many there are. */
export interface PlaceLine {
  readonly id: string;
  readonly title: string;
  readonly groups: number;
  readonly documents: number;
}

const endOfTime = '9999-12-31';

/** A team that is in its group now; one invited has no day of joining yet. */
const active = sql<SqlBool>`joined.left_on is null and joined.joined_on < ${endOfTime}::date`;

/** Issued documents of groups, bound to a transaction. */
export function archiveStore(tx: Transaction) {
  return {
    /** How many documents of each kind there are; kinds without any are absent. */
    async counts(
      scope: Scope<'archives'>,
      target: ArchiveTarget,
      kinds: readonly DocumentKind[],
    ): Promise<{ kind: DocumentKind; count: number }[]> {
      const found = await sql<{ kind: DocumentKind; count: number }>`
        select issued.kind, count(*)::int as count
        from issued_document issued join mentoring_group grouped on grouped.id = issued.group_id
        where issued.issued_at is not null and issued.kind = any(${kinds}) and ${within(scope, target)}
        group by issued.kind`.execute(tx);
      return found.rows;
    },

    /** The documents with their files, in the order in which they lie in the archive. */
    async documents(
      scope: Scope<'archives'>,
      target: ArchiveTarget,
      kinds: readonly DocumentKind[],
    ): Promise<ArchivedDocument[]> {
      type Row = Omit<ArchivedDocument, 'files'> &
        Record<'docxSum' | 'pdfSum', string> &
        Record<'docxSize' | 'pdfSize', number>;
      const found = await sql<Row>`
        select issued.id, issued.kind, issued.number, issued.dated_on, issued.title,
          (issued.revoked_at at time zone 'Europe/Volgograd')::date as revoked_on,
          grouped.id as group_id, grouped.title as group_title, municipality.short_name as municipality_name,
          docx.sha256 as docx_sum, docx.size as docx_size, pdf.sha256 as pdf_sum, pdf.size as pdf_size
        from issued_document issued
        join mentoring_group grouped on grouped.id = issued.group_id
        join unit municipality on municipality.id = grouped.municipality_id
        join file docx on docx.id = issued.docx_file_id
        join file pdf on pdf.id = issued.pdf_file_id
        where issued.issued_at is not null and issued.kind = any(${kinds}) and ${within(scope, target)}
        order by municipality.short_name, grouped.title, grouped.id, issued.dated_on, issued.id`.execute(tx);
      return found.rows.map(({ docxSum, docxSize, pdfSum, pdfSize, ...row }) => ({
        ...row,
        files: { docx: { sha256: docxSum, size: docxSize }, pdf: { sha256: pdfSum, size: pdfSize } },
      }));
    },

    /** What the groups have that is not issued as a document. */
    async missing(
      scope: Scope<'archives'>,
      target: ArchiveTarget,
      kinds: readonly DocumentKind[],
    ): Promise<MissingDocument[]> {
      const found = await sql<MissingDocument>`
        select lacking.kind, lacking.reason, grouped.title as group_title,
          municipality.short_name as municipality_name
        from (
          select agreement.group_id, 'agreement' as kind, case when state = 'draft' then 'unsent' else 'old' end as reason
            from agreement left join issued_document issued on issued.id = document_id
            where state <> 'superseded' and issued.issued_at is null
          union all
          select group_id, 'programme', case when state = 'approved' then 'old' else 'unapproved' end from programme
            where document_id is null and state not in ('superseded', 'abandoned')
          union all
          select group_id, 'information-report', case when state = 'draft' then 'draft' else 'old' end
            from information_report where document_id is null
          union all
          select group_id, 'final-report', case when state in ('draft', 'returned') then 'draft' else 'old' end
            from final_report where document_id is null
          union all
          select group_id, 'service-memo', 'old' from service_memo where document_id is null
          union all
          select group_id, kind || '-order', 'old' from order_register where document_id is null
        ) lacking
        join mentoring_group grouped on grouped.id = lacking.group_id
        join unit municipality on municipality.id = grouped.municipality_id
        where lacking.kind = any(${kinds}) and ${within(scope, target)}
        order by municipality.short_name, grouped.title, grouped.id, lacking.kind`.execute(tx);
      return found.rows;
    },

    /** Municipalities of a cycle's groups with the number of their documents. */
    async municipalities(
      scope: Scope<'archives'>,
      cycleId: string,
      kinds: readonly DocumentKind[],
    ): Promise<PlaceLine[]> {
      const below = scope.kind === 'subtree' ? sql<SqlBool>`place.path <@ ${scope.path}::ltree` : sql<SqlBool>`true`;
      const found = await sql<PlaceLine>`
        select place.id, place.short_name as title, count(distinct grouped.id)::int as groups,
          count(distinct issued.id)::int as documents
        from group_team joined
        join unit place on place.id = joined.municipality_id
        join mentoring_group grouped on grouped.id = joined.group_id
        left join issued_document issued on issued.group_id = grouped.id and issued.issued_at is not null
          and issued.kind = any(${kinds})
        where ${active} and ${below} and ${within(scope, { kind: 'cycle', cycleId })}
        group by place.id, place.short_name order by place.short_name`.execute(tx);
      return found.rows;
    },

    /** Groups of a cycle with the number of their documents. */
    async groups(scope: Scope<'archives'>, cycleId: string, kinds: readonly DocumentKind[]): Promise<PlaceLine[]> {
      const found = await sql<PlaceLine>`
        select grouped.id, grouped.title, 1 as groups, count(issued.id)::int as documents
        from mentoring_group grouped
        left join issued_document issued on issued.group_id = grouped.id and issued.issued_at is not null
          and issued.kind = any(${kinds})
        where ${within(scope, { kind: 'cycle', cycleId })}
        group by grouped.id, grouped.title order by grouped.title, grouped.id limit 100`.execute(tx);
      return found.rows;
    },

    /** The size of a file that was made already; null while it was not. */
    async madeSize(id: string): Promise<number | null> {
      const found = await tx.selectFrom('file').select('size').where('id', '=', id).executeTakeFirst();
      return found?.size ?? null;
    },

    /** Archives made before `moment` whose files are still kept. */
    async expired(moment: Date): Promise<{ taskId: string; fileId: string; input: unknown }[]> {
      const found = await tx
        .selectFrom('task')
        .select(['id as taskId', 'fileId', 'input'])
        .where('kind', '=', 'archive')
        .where('fileId', 'is not', null)
        .where('finishedAt', '<', moment)
        .execute();
      return found.map(({ fileId, ...task }) => ({ ...task, fileId: fileId! }));
    },

    /** The file of a task is no more; its page says why and what to do. */
    async expire(taskId: string, note: string, report: TaskReport): Promise<void> {
      await tx
        .updateTable('task')
        .set({ fileId: null, note, result: json(report) })
        .where('id', '=', taskId)
        .execute();
    },
  };
}

function within(scope: Scope<'archives'>, target: ArchiveTarget): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${inReach(scope)}) and (${inTarget(target)})`;
}

function inTarget(target: ArchiveTarget): RawBuilder<SqlBool> {
  switch (target.kind) {
    case 'group':
      return sql`grouped.id = ${target.groupId}`;
    case 'cycle':
      return sql`grouped.cycle_id = ${target.cycleId}`;
    case 'municipality':
      return sql`grouped.cycle_id = ${target.cycleId} and grouped.id in (
        select joined.group_id from group_team joined join unit place on place.id = joined.municipality_id
        where place.path <@ (select path from unit where id = ${target.municipalityId}) and ${active})`;
  }
}

function inReach(scope: Scope<'archives'>): RawBuilder<SqlBool> {
  switch (scope.kind) {
    case 'region':
      return sql`grouped.region_id = ${scope.regionId}`;
    case 'subtree':
      return sql`grouped.id in (
        select joined.group_id from group_team joined join unit place on place.id = joined.municipality_id
        where place.path <@ ${scope.path}::ltree and ${active})`;
    case 'organisation':
      return sql`grouped.id in (
        select joined.group_id from group_team joined
        where joined.organisation_id = ${scope.organisationId} and ${active})`;
    case 'coordinator':
      return sql`grouped.coordinator_id = ${scope.personId}`;
    case 'nothing':
      return sql`false`;
  }
}
