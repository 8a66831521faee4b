import { z } from 'zod';
import type { FormView } from '../../chat/form.ts';
import { parseJson } from '../shared/parse-json.ts';

/** The one callback id of our modals: which form it is stands in its private metadata. */
export const formCallback = 'desk1.form';
/** A modal that only says something. */
export const noteCallback = 'desk1.note';

const stored = z.strictObject({
  f: z.string().min(1),
  i: z.string().min(1),
  r: z.string().min(1).optional(),
});

/** What a modal carries from its opening to its submission. Ids only; they are checked again when they come back. */
export interface ModalData {
  readonly form: string;
  readonly instance: string;
  readonly record?: string;
}

export function modalDataToText(form: FormView): string {
  return JSON.stringify({ f: form.form, i: form.instance, r: form.record });
}

/** Undefined when we did not write it. */
export function parseModalData(text: string): ModalData | undefined {
  const found = stored.safeParse(parseJson(text));
  if (!found.success) return undefined;
  const { f, i, r } = found.data;
  return { form: f, instance: i, ...(r === undefined ? {} : { record: r }) };
}

/**
 * The block of a field. The instance is part of it because Slack keeps what was typed in a block whose id stays, and
 * ignores the values that a newly drawn form comes with.
 */
export function fieldToBlockId(field: string, instance: string): string {
  return `${field}@${instance}`;
}

/** Slack gives every other block an id too, and shows nothing there. */
export function isFieldBlock(blockId: string, instance: string): boolean {
  return blockId.endsWith(`@${instance}`);
}

export function blockIdToField(blockId: string): string {
  const at = blockId.lastIndexOf('@');
  return at === -1 ? blockId : blockId.slice(0, at);
}
