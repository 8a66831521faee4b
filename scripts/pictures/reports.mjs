import { columnOf, openPage, save } from './column.mjs';

const size = { width: 560, height: 1340, sharpness: 1.3 };

/**
 * A report from its first words to a question back. It leaves a draft, a report that waits for its author and another
 * that waits for a review.
 */
export async function reports(browser, address, { caller, responder, supervisor, stranger }) {
  const users = [caller, responder, supervisor, stranger];
  const pages = await Promise.all(users.map((user) => openPage(browser, address, [user], size)));
  const [author, colleague, reviewer, other] = users.map((user, at) => columnOf(pages[at], user));

  await author.types('/incident log chair broken in the reading room');
  await author.sees('Draft:');
  await save(author.card('Draft:'), 'report-draft.png');

  const number = await writeReport(author, {
    words: 'Two groups shouted at each other for about ten minutes. One person threw a book; nobody was hit.',
    place: 'Central Library, study rooms',
    kind: 'Conduct',
    category: 'Conduct: Disruptive behaviour',
    severity: '2, minor',
    onProblem: () => save(author.dialog, 'report-form.png'),
  });
  await reviewer.sees(number);
  await save(reviewer.card(number), 'report-supervisor.png');
  await other.types(`/incident ${number}`);
  await other.sees(number);
  await save(other.card(number), 'report-others.png');

  await reviewer.presses('Ask for more', number);
  await reviewer.dialog.locator('textarea').fill('Did anybody see who threw the book?');
  await save(reviewer.dialog, 'report-ask.png');
  await reviewer.submits();
  await author.sees('has asked you something');
  await save(author.card('has asked you something'), 'report-asked.png');
  await author.presses('Answer', 'has asked you something');
  await author.dialog.locator('textarea').waitFor();
  await save(author.dialog, 'report-answer.png');
  await author.closes();
  await colleague.opens('Central Library');
  await colleague.sees(number);
  await save(colleague.card(number), 'report-channel.png');
  await colleague.opens('Desk');

  await writeReport(colleague, {
    words: 'A child tripped on the step and scraped a knee. A parent was there.',
    place: "Central Library, children's room",
    kind: 'Accident or injury',
    category: 'Events: Injury',
    severity: '1, a note',
    onFilled: async () => {
      await colleague.dialog.getByText('More', { exact: true }).click();
      const damage = colleague.dialog.getByText('Damage or loss', { exact: true }).first();
      await damage.evaluate((label) => label.scrollIntoView({ block: 'end' }));
      await save(colleague.dialog, 'report-more.png');
    },
  });
  await reviewer.types('/incident list CEN 7 days');
  await reviewer.sees('reports found');
  await save(reviewer.card('reports found'), 'report-list.png');
  await Promise.all(pages.map((page) => page.close()));
}

/**
 * Fills in and submits the form. Gives the number.
 *
 * @param onProblem what to do with the form as it comes back; the severity is missing the first time, then
 * @param onFilled what to do with the form before it is submitted
 */
async function writeReport(person, { words, place, kind, category, severity, onProblem, onFilled }) {
  const { dialog } = person;
  await person.types(`/incident ${words}`);
  await person.chooses('Where it happened (needed)', place);
  await person.chooses('What kind of event (needed)', kind);
  await dialog.getByRole('combobox', { name: 'Main category (needed)' }).fill(category);
  if (onProblem !== undefined) {
    await person.submits();
    await dialog.getByText('Choose how serious it was.').waitFor();
    await onProblem();
  }
  await person.chooses('How serious (needed)', severity);
  await onFilled?.();
  await person.submits();
  await person.sees('is submitted');
  const text = await person.card('is submitted').innerText();
  return /\S+-\d{4}-\d{5}/.exec(text)[0];
}
