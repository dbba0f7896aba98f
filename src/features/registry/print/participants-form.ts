import type { FullName } from '#kernel/names.ts';
import { formatPhone } from '#kernel/phones.ts';
import type { IsoDate } from '#kernel/dates.ts';
import { standingNames } from '../rules.ts';
import type { TeamRow } from '../store.server.ts';

/** Who signs the printed form. */
export interface FormSigner {
  readonly post: string;
  readonly head: FullName;
}

/** Data of the participants' form of a municipality (D-F.form), in the names its text uses. */
export function participantsFormData(form: {
  readonly municipality: string;
  readonly cycleTitle: string;
  readonly rows: readonly TeamRow[];
  readonly curator: FormSigner | null;
  readonly datedOn: IsoDate;
}): Record<string, unknown> {
  return {
    municipality: form.municipality,
    cycle: { title: form.cycleTitle },
    rows: form.rows.map((row) => ({
      organisation: row.organisationName,
      post: row.head.post,
      head: row.head.fullName,
      phones: row.headPhones.map(formatPhone),
      emails: row.headEmails,
      standing: standingNames[row.standing],
      directions: row.directions.map((direction) => direction.title),
      note: row.note,
    })),
    curator: form.curator,
    datedOn: form.datedOn,
  };
}
