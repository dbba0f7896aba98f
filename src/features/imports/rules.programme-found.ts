import type { FoundDue, FoundPeriod } from './rules.programme-dues.ts';
import type { Standing } from './rules.programme-captions.ts';
import type { Stage } from './rules.programme-stages.ts';
import type { Doubt, ReadDirection, ReadPerson } from './rules.words.ts';

/** One of a working group: whether they lead it and whether they are the one to be reached. */
export interface ReadMember extends ReadPerson {
  readonly leader: boolean;
  readonly contact: boolean;
}

/** An official of part I; `text` is the wording of the file. */
export interface ReadOfficial extends ReadPerson {
  readonly text: string;
}

/** The organisation of a side; where there are several, they are listed too. */
export interface ReadSide {
  readonly organisation: string;
  readonly organisations: readonly string[];
}

/** A row of the plan. `themeDues` stand beside `themes`; `said` is the number as it was written. */
export interface ReadActivity {
  readonly number: number;
  readonly said: string;
  readonly stage: Stage;
  readonly title: string;
  readonly form: string | null;
  readonly themes: readonly string[];
  readonly themeDues: readonly (readonly FoundDue[])[];
  readonly due: FoundDue;
  readonly responsible: readonly string[];
  readonly mark: string;
}

/** A programme as its file says it, with the place of every value and everything doubtful. */
export interface ReadProgramme {
  readonly kind: 'programme';
  readonly developing: ReadSide;
  readonly experienced: ReadSide;
  readonly directions: readonly ReadDirection[];
  readonly period: FoundPeriod;
  readonly goals: string;
  readonly meetings: string;
  readonly broadcast: string;
  readonly workingGroups: Readonly<Record<Standing, readonly ReadMember[]>>;
  readonly operator: ReadOfficial;
  readonly curator: ReadOfficial;
  readonly activities: readonly ReadActivity[];
  readonly places: Readonly<Record<string, string>>;
  readonly doubts: readonly Doubt[];
}

/** Where values stood in the file and what is doubtful in them, noted while the programme is read. */
export interface Notes {
  readonly places: Record<string, string>;
  readonly doubts: Doubt[];
}
