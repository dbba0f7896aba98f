import { getContext, setContext } from 'svelte';

/** What a form tells its fields and buttons. Read lazily: every member may change while the form lives. */
export interface FormContext {
  readonly prefix: string;
  readonly busy: boolean;
  readonly busyText: string;
  /** The button that sent the form, while it is being sent. */
  readonly sender: HTMLElement | null;
  value: (name: string) => unknown;
  error: (name: string) => string | undefined;
  /** Tells the form that something was changed by a script, not by typing. */
  touch: () => void;
}

const formKey = Symbol('form');
const lookKey = Symbol('field look');
const answerKey = Symbol('answer');

export function setFormContext(context: FormContext): void {
  setContext(formKey, context);
}

export function formContext(): FormContext | undefined {
  return getContext<FormContext | undefined>(formKey);
}

/** Filters show their fields smaller than forms do. */
export function setFieldLook(look: 'compact' | 'plain'): void {
  setContext(lookKey, look);
}

export function fieldLook(): 'compact' | 'plain' {
  return getContext<'compact' | 'plain' | undefined>(lookKey) ?? 'plain';
}

/** Whether a form of the page shows what came back to it: plain, for it is asked once, after the forms are there. */
export function watchAnswer(): { shown: boolean } {
  return setContext(answerKey, { shown: false });
}

/** A form tells that it shows what came back. */
export function showAnswer(): void {
  const answer = getContext<{ shown: boolean } | undefined>(answerKey);
  if (answer) answer.shown = true;
}
