import type { FormView } from '../../chat/form.ts';
import { keepNewest } from '../shared/keep-newest.ts';

/** The button that opens a form which was kept. Stored in posted cards: never rename it. */
export const keptFormButton = 'teams.form';

/** A form with long lists of choices is some ten kilobytes. */
const keptAtMost = 1000;

/**
 * Keeps forms as they were shown, so that one can stay open with what was typed, and those that a button opens later:
 * Teams shows a form only in answer to a press on a button made for it. The card holds the id alone; what is in the form
 * is for its person only. In memory: after a restart such a button says to begin again, while a dialog that is open
 * still has the words and can be sent.
 */
export interface KeptForms {
  keep(user: string, form: FormView): string;
  /** Undefined when it is somebody else's, or too long ago. */
  find(id: string, user: string): FormView | undefined;
}

export function createKeptForms(): KeptForms {
  const kept = new Map<string, { readonly user: string; readonly form: FormView }>();
  return {
    keep(user, form) {
      keepNewest(kept, form.instance, { user, form }, keptAtMost);
      return form.instance;
    },
    find(id, user) {
      const found = kept.get(id);
      return found?.user === user ? found.form : undefined;
    },
  };
}
