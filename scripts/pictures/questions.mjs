import { columnOf, openPage, save } from './column.mjs';

/** The form, and a question that a supervisor answers, with the reason. */
export async function question(browser, address, { caller, supervisor }) {
  const users = [caller, supervisor];
  const pages = await Promise.all(
    users.map((user) => openPage(browser, address, [user], { width: 560, height: 900 })),
  );
  const [asker, decider] = users.map((user, at) => columnOf(pages[at], user));

  await asker.types('/escalate');
  await asker.dialog.waitFor();
  await save(asker.dialog, 'question-form.png');
  await asker.closes();
  await asker.types('/escalate a fine of 42.50 is disputed, may we waive it, please answer in 20 minutes');
  await decider.sees('42.50');
  await save(decider.card('42.50'), 'question-asked.png');
  await decider.presses('Yes', '42.50');
  await decider.presses('Add a reason', 'Decided');
  await decider.dialog.locator('textarea').fill('The items were returned on time.');
  await save(decider.dialog, 'question-reason.png');
  await decider.submits();
  await asker.sees('The items were returned on time.');
  await save(asker.card('The items were returned on time.'), 'question-answered.png');
  await Promise.all(pages.map((page) => page.close()));
}
