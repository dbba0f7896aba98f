type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * Remembers what a person has typed, chosen or unfolded before the page's program has come: setting the page in motion
 * puts every field back to what the server sent. Call it before that; the function it gives puts everything back after.
 */
export function keepEarlyInput(): () => void {
  const changed = [...document.querySelectorAll<Control>('input, textarea, select')].filter(isChanged).map(remember);
  const opened = [...document.querySelectorAll<HTMLDetailsElement>('details[open]')];
  return () => {
    for (const details of opened) details.open = true;
    for (const restore of changed) restore();
  };
}

/**
 * Remembers what a form holds when it is sent. The function it gives is called when the answer has come and before it is
 * shown: it tells what was typed or chosen since, each as a function that puts it back where the answer has replaced it.
 */
export function watchLaterInput(form: HTMLFormElement): () => (() => void)[] {
  const sent = new Map(controlsOf(form).map((control) => [control, held(control)]));
  return () =>
    controlsOf(form)
      .filter((control) => sent.has(control) && sent.get(control) !== held(control))
      .map((control) => {
        const [typed, restore] = [held(control), remember(control)];
        return () => held(control) !== typed && restore();
      });
}

function controlsOf(form: HTMLFormElement): Control[] {
  return [...form.querySelectorAll<Control>('input:not([type=hidden], [type=file]), textarea, select')];
}

/** What a control holds, to be compared with what it held before. */
function held(control: Control): string | boolean {
  const choice = control instanceof HTMLInputElement && ['checkbox', 'radio'].includes(control.type);
  return choice ? control.checked : control.value;
}

function isChanged(control: Control): boolean {
  if (control instanceof HTMLSelectElement) return control.selectedIndex !== sentIndex(control);
  if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
  if (control.type === 'file') return control.value !== '';
  if (control.type === 'checkbox' || control.type === 'radio') return control.checked !== control.defaultChecked;
  return control.type !== 'hidden' && control.value !== control.defaultValue;
}

/** The choice the server sent: the last one marked, or the first of all. */
function sentIndex(list: HTMLSelectElement): number {
  const marked = [...list.options].findLastIndex((option) => option.defaultSelected);
  return marked < 0 ? [...list.options].findIndex((option) => !option.disabled) : marked;
}

function remember(control: Control): () => void {
  const { value } = control;
  const checked = control instanceof HTMLInputElement && control.checked;
  return () => {
    if (control instanceof HTMLInputElement && control.type !== 'file') control.checked = checked;
    // a file cannot be put back, and nothing takes it away
    if (control.type !== 'file') control.value = value;
    // whoever listens has not heard it yet
    for (const type of ['input', 'change']) control.dispatchEvent(new Event(type, { bubbles: true }));
  };
}
