/** A decoded form: what stands in brackets becomes a member, so lists have the members `0`, `1`, ... */
export interface Form {
  [name: string]: string | Form;
}

const NAME = /^(?<head>[^[\]]+)(?<path>(?:\[[^[\]]*\])*)$/;

/** Stripe's form encoding: `amount=5&metadata[order_id]=7` -> `{ amount: '5', metadata: { order_id: '7' } }`. */
export function parseForm(encoded: string): Form {
  const form = emptyForm();
  for (const [name, value] of new URLSearchParams(encoded)) {
    const groups = NAME.exec(name)?.groups;
    const path = [...(groups?.['path'] ?? '').matchAll(/\[([^[\]]*)\]/g)].map(([, member]) => member ?? '');
    put(form, [groups?.['head'] ?? name, ...path], value);
  }
  return form;
}

function put(form: Form, path: readonly string[], value: string): void {
  let at = form;
  for (const member of path.slice(0, -1)) {
    const inner = at[member];
    const next = typeof inner === 'object' ? inner : emptyForm();
    at[member] = next;
    at = next;
  }
  at[path.at(-1) ?? ''] = value;
}

/** Without a prototype, so that a member called `__proto__` is a member like any other. */
function emptyForm(): Form {
  return Object.create(null) as Form;
}
