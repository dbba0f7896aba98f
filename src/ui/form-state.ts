/** What a form page gets back after a refusal, and after an expired session: everything typed, and what is wrong. */
export interface FormState {
  readonly action: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly message: string;
  readonly clause: { readonly number: string; readonly text: string; readonly href: string } | null;
  readonly theirs?: unknown;
}

interface Sources<Values> {
  readonly form: unknown;
  readonly kept?: FormState | null;
  readonly action: string;
  readonly defaults: Values;
}

/**
 * The state of one form of a page: what was typed wins over what was kept, and that over the defaults.
 * `form` is the page's `form` prop; a page with several forms tells them apart by `action`.
 */
export function formState<Values extends object>({
  form,
  kept,
  action,
  defaults,
}: Sources<Values>): FormState & {
  // what was typed may lack or add fields: screens read them by name
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly values: Values & Readonly<Record<string, any>>;
} {
  const returned = [form, kept].find((state): state is FormState => isFormState(state) && state.action === action);
  const typed = returned?.values ?? {};
  const values = { ...defaults, ...unchecked(typed), ...typed } as Values & Record<string, unknown>;
  return {
    action,
    values,
    errors: returned?.errors ?? {},
    message: returned?.message ?? '',
    clause: returned?.clause ?? null,
    theirs: returned?.theirs,
  };
}

/** Choices that were on the form and left empty send nothing: without this their defaults would come back. */
function unchecked(typed: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries([typed['_choices'] ?? []].flat().map((name) => [String(name), []]));
}

/** Whether what a page got back is the state of a form. */
export function isFormState(value: unknown): value is FormState {
  return typeof value === 'object' && value !== null && 'action' in value && 'values' in value;
}
