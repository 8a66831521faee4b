/** What a new report is about beside what its author says. */
export type About =
  /** A call for help. */
  | { readonly type: 'call'; readonly id: string }
  /** A chat message. */
  | { readonly type: 'link'; readonly link: string };

/** Which report a form makes or goes on with, as it travels with the drawn form: ids, checked again at submission. */
export type FormRef =
  /** A draft as it was when the form opened. */
  | { readonly type: 'draft'; readonly id: string; readonly edition: number }
  /** A report that is not saved yet, under the id that it will have. */
  | { readonly type: 'new'; readonly id: string; readonly about?: About };

/** The longest that a form carries. */
const longest = 200;
const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const ofDraft = new RegExp(`^draft:(\\d+):(${uuid})$`);
const ofNew = new RegExp(`^new:(${uuid})(?::(call|link):(.+))?$`, 's');

/** A link that is too long to travel is left out. */
export function formRefToText(ref: FormRef): string {
  if (ref.type === 'draft') return `draft:${ref.edition}:${ref.id}`;
  const { about } = ref;
  if (about === undefined) return `new:${ref.id}`;
  const text = `new:${ref.id}:${about.type}:${about.type === 'call' ? about.id : about.link}`;
  return text.length > longest ? `new:${ref.id}` : text;
}

/** Undefined when we did not write it. */
export function textToFormRef(text: string | undefined): FormRef | undefined {
  const [, edition, draft] = ofDraft.exec(text ?? '') ?? [];
  if (draft !== undefined) return { type: 'draft', id: draft, edition: Number(edition) };
  const [, id, type, rest = ''] = ofNew.exec(text ?? '') ?? [];
  if (id === undefined) return undefined;
  if (type === 'call') return { type: 'new', id, about: { type, id: rest } };
  if (type === 'link') return { type: 'new', id, about: { type, link: rest } };
  return { type: 'new', id };
}
