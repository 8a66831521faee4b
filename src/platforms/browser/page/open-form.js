/** @import { WireForm, WirePerson } from '../wire.ts' */
/** @import { createActs } from './acts.js' */
/** @import { FormDialog, Sent } from './form-dialog.js' */

/**
 * Opens a form that the desk answered with; what is sent from it is done where it was asked for.
 *
 * @param {WireForm} form
 * @param {string} place
 * @param {{
 *   person: WirePerson,
 *   dialog: FormDialog,
 *   said: () => Readonly<Record<string, string>>,
 *   act: ReturnType<typeof createActs>['act'],
 * }} by `said`: what the page says itself to this person now
 */
export function openForm(form, place, { person, dialog, said, act }) {
  dialog.show(form, person, { said, submit });

  /** @param {unknown} data @param {string} id @param {Sent} sent */
  function submit(data, id, sent) {
    // An answer comes in two parts, and either may bring the form back.
    let cameBack = false;
    void act(
      place,
      { type: 'submitted', data },
      {
        id,
        form: {
          isShown: sent.isShown,
          onProblem: sent.onProblem,
          onAnswer(answer) {
            cameBack ||= answer.form !== undefined;
            // What must be read at once is in the conversation behind the dialog.
            if (!cameBack) sent.hide();
            if (answer.step === 'last') sent.answered(cameBack);
          },
        },
      },
    );
  }
}
