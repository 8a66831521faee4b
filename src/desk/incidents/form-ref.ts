/** What a new report is about beside what its author says. */
export type About =
  /** A call for help. */
  | { readonly type: 'call'; readonly id: string; readonly number: string }
  /** A chat message. */
  | { readonly type: 'link'; readonly link: string };

/** What a report's form goes on with or is about, as it travels with the drawn form: an id, checked again at submission. */
export type FormRef =
  /** A draft as it was when the form opened. */
  { readonly type: 'draft'; readonly id: string; readonly edition: number } | About;

/** The longest that a form carries. */
const longest = 200;

/** Undefined when it is too long to travel. */
export function formRefToText(ref: FormRef): string | undefined {
  const text =
    ref.type === 'draft'
      ? `draft:${ref.edition}:${ref.id}`
      : ref.type === 'call'
        ? `call:${ref.number}:${ref.id}`
        : `link:${ref.link}`;
  return text.length > longest ? undefined : text;
}

/** Undefined for a new report that is about nothing else, and when we did not write it. */
export function textToFormRef(text: string | undefined): FormRef | undefined {
  const [, type, rest = ''] = /^(draft|call|link):(.*)$/s.exec(text ?? '') ?? [];
  if (type === 'link') return { type, link: rest };
  if (type === 'call') {
    const [, number, id = ''] = /^([A-Z]-\d{4,9}):(.*)$/s.exec(rest) ?? [];
    return number === undefined ? undefined : { type, id, number };
  }
  const [, edition, id = ''] = /^(\d+):(.*)$/s.exec(rest) ?? [];
  return edition === undefined ? undefined : { type: 'draft', id, edition: Number(edition) };
}
