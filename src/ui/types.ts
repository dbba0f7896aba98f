import type { Snippet } from 'svelte';

/** What a colour says; a mark says it in words too. */
export type Tone = 'late' | 'soon' | 'wait' | 'done' | 'quiet';

export interface MarkText {
  readonly tone: Tone;
  readonly text: string;
}

/** A cited clause: «2.6», «п. 2.6 Положения», and where its text can be read. */
export interface ClauseRef {
  readonly number: string;
  readonly href: string;
  readonly text?: string;
}

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  readonly disabled?: boolean;
}

export interface LinkAction {
  readonly label: string;
  readonly href: string;
  readonly primary?: boolean;
}

export interface NavItem {
  readonly href: string;
  readonly label: string;
  readonly count?: number;
  readonly current?: boolean;
}

export interface Crumb {
  readonly label: string;
  readonly href?: string;
}

export interface RouteItem {
  readonly title: string;
  readonly note?: string;
  readonly mark?: MarkText;
  readonly state: 'done' | 'now' | 'todo';
  readonly href?: string;
}

export interface Fact {
  readonly term: string;
  readonly text?: string | null;
  readonly href?: string;
  readonly note?: string | null;
}

export interface TimelineItem {
  /** ISO instant or date, for machines. */
  readonly at: string;
  readonly when: string;
  readonly title: string;
  readonly who?: string;
  readonly detail?: string;
  readonly href?: string;
  readonly tone?: Tone;
}

export interface Column {
  readonly key: string;
  readonly label: string;
  /** Where the sort link leads; without it the column does not sort. */
  readonly href?: string;
  readonly sorted?: 'ascending' | 'descending';
  readonly num?: boolean;
  readonly width?: string;
}

export type RichText = string | Snippet;

/** What every field takes. `value` and `error` win over what the form knows by the field's name. */
export interface FieldProps {
  name: string;
  label: string;
  hint?: string;
  error?: string | null;
  required?: boolean;
  disabled?: boolean;
}
