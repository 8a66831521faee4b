import type { FieldView, FormView } from '../../chat/form.ts';
import type { Words } from '../../chat/words.ts';
import type { DrawFor } from '../platform.ts';
import { adaptiveCard } from './card-to-adaptive-card.ts';
import { fieldToElements } from './field-to-inputs.ts';
import type { AdaptiveCardJson, ElementJson, SubmitJson } from './json.ts';
import { createPen, type Pen, say } from './pen.ts';

/** The container of the fields that stand behind "More". */
const moreId = 'more';

/**
 * Draws a form with its values and problems as Adaptive Card JSON, version 1.5. The title is not in it: dialogs show
 * their own. Moments are asked for in `drawFor.zone`. The buttons are `Action.Submit`, the only one that works inside a
 * Teams dialog; `parseSubmission` reads what they send.
 */
export function formToAdaptiveCard(form: FormView, words: Words, drawFor: DrawFor): AdaptiveCardJson {
  const pen = createPen(words, drawFor);
  const first = form.fields.filter((field) => field.page === 1);
  const later = form.fields.filter((field) => field.page > 1).toSorted((one, other) => one.page - other.page);
  const data = {
    form: form.form,
    instance: form.instance,
    ...(form.record === undefined ? {} : { record: form.record }),
  };
  const submit: SubmitJson = {
    type: 'Action.Submit',
    title: pen.plain(form.submit),
    style: 'positive',
    data,
  };
  const others = (form.actions ?? []).map(
    ({ id, label }): SubmitJson => ({
      type: 'Action.Submit',
      title: pen.plain(label),
      data: { ...data, action: id },
    }),
  );
  return adaptiveCard({
    body: [
      ...opening(form, pen),
      ...notice(form, pen),
      ...first.flatMap((field) => fieldToElements(field, form, pen)),
      ...behindMore(later, form, pen),
    ],
    actions: [submit, ...others],
  });
}

function opening(form: FormView, pen: Pen): readonly ElementJson[] {
  if (form.opening === undefined) return [];
  return [{ type: 'Container', style: 'emphasis', items: [pen.rich(form.opening, { weight: 'bolder' })] }];
}

/** Why the form came back, and problems of fields that are not on it, above the fields. */
function notice(form: FormView, pen: Pen): readonly ElementJson[] {
  const shown = new Set(form.fields.map((field) => field.id));
  const homeless = Object.entries(form.problems)
    .filter(([field]) => !shown.has(field))
    .map(([, problem]) => problem);
  const lines = [...(form.notice === undefined ? [] : [form.notice]), ...homeless];
  if (lines.length === 0) return [];
  const style = Object.keys(form.problems).length > 0 ? 'attention' : 'emphasis';
  return [{ type: 'Container', style, items: lines.map((line) => pen.rich(line, { weight: 'bolder' })) }];
}

/** Later pages are hidden until asked for, unless something is already written or wrong there. */
function behindMore(fields: readonly FieldView[], form: FormView, pen: Pen): readonly ElementJson[] {
  if (fields.length === 0) return [];
  const items = fields.flatMap((field) => fieldToElements(field, form, pen));
  const open = form.expanded || fields.some((field) => field.id in form.values || field.id in form.problems);
  if (open) return items;
  return [
    {
      type: 'ActionSet',
      actions: [
        {
          type: 'Action.ToggleVisibility',
          title: pen.plain(say('adaptive.moreFields')),
          targetElements: [moreId],
        },
      ],
    },
    { type: 'Container', id: moreId, isVisible: false, items },
  ];
}
