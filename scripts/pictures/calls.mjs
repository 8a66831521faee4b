import { columnOf, openPage, save } from './column.mjs';

/** A caller and a responder beside each other, in the middle of a call. */
export async function sideBySide(browser, address, { caller, responder }) {
  const page = await openPage(browser, address, [caller, responder], {
    width: 1120,
    height: 1160,
    sharpness: 0.85,
  });
  const [calls, answers] = [columnOf(page, caller), columnOf(page, responder)];
  await calls.types('/assist now teen area two groups are shouting');
  await answers.presses('I’m coming', 'two groups are shouting');
  await calls.sees('is coming to you');
  await calls.scrollsTo('two groups are shouting');
  await answers.scrollsTo('two groups are shouting');
  await save(page, 'caller-and-responder.png');
  await answers.presses('Done', 'two groups are shouting');
  await calls.sees('Done (');
  await page.close();
}

/** Someone who is not on shift is asked where they are, and has not said it. */
export async function formWithError(browser, address, { supervisor }) {
  const page = await openPage(browser, address, [supervisor], { width: 560, height: 900 });
  const calls = columnOf(page, supervisor);
  await calls.types('/assist');
  await calls.submits();
  await calls.dialog.getByText('Choose where you are.').waitFor();
  await save(calls.dialog, 'form-with-error.png');
  await page.close();
}

export async function whoIsOn(browser, address, { caller }) {
  const page = await openPage(browser, address, [caller], { width: 560, height: 900 });
  const asks = columnOf(page, caller);
  await asks.types('/onshift CEN');
  await asks.sees('in charge');
  await save(asks.card('in charge'), 'onshift.png');
  await page.close();
}

export async function phone(browser, address, { caller, responder }) {
  const page = await openPage(browser, address, [responder], { width: 390, height: 844 });
  const other = await openPage(browser, address, [caller], { width: 760, height: 900 });
  const [calls, answers] = [columnOf(other, caller), columnOf(page, responder)];
  await calls.types('/assist reading room the projector will not start');
  await answers.sees('the projector will not start');
  await save(page, 'phone.png');
  await calls.presses('Cancel', 'the projector will not start');
  await answers.sees('No longer needed');
  await Promise.all([page.close(), other.close()]);
}
