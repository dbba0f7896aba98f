/** Goes through all steps of a long computing at once; gives what it gives in the end. */
export function lastOf<Value>(steps: Generator<void, Value>): Value {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}
