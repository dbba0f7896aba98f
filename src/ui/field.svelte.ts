import { fieldLook, formContext } from './form-context.ts';
import { fieldId } from './paths.ts';

interface Own {
  name: string;
  hint?: string | undefined;
  value?: unknown;
  error?: string | null | undefined;
}

/**
 * What every field needs of its form: a stable id, its value and its error by name, and what describes it.
 * A value or an error given to the field itself wins. Called while the component is being set up.
 */
export function useField(own: () => Own, uid: string) {
  const form = formContext();
  const look = fieldLook();
  const id = $derived(form ? fieldId(form.prefix, own().name) : `${uid}-field`);
  const value = $derived(own().value === undefined ? form?.value(own().name) : own().value);
  const error = $derived(own().error === undefined ? form?.error(own().name) : own().error || undefined);
  const describedBy = $derived(
    [own().hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined,
  );
  return {
    look,
    touch: () => form?.touch(),
    get id() {
      return id;
    },
    get value() {
      return value;
    },
    get error() {
      return error;
    },
    get describedBy() {
      return describedBy;
    },
    get invalid(): 'true' | undefined {
      return error ? 'true' : undefined;
    },
  };
}
