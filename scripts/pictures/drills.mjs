import { columnOf, openPage, save } from './column.mjs';

/** Whether a call would reach people: a drill, as it is answered and as it ends, and the test of one button. */
export async function drills(browser, address, { responder, supervisor, director }) {
  const pages = await Promise.all(
    [responder, supervisor, director].map((user) =>
      openPage(browser, address, [user], { width: 560, height: 1100, sharpness: 1 }),
    ),
  );
  const [answers, leads, directs] = [responder, supervisor, director].map((user, at) =>
    columnOf(pages[at], user),
  );
  await leads.types('/desk drill');
  await answers.sees('This is a drill');
  await save(answers.card('This is a drill'), 'drill-asked.png');
  await answers.presses('I’m coming', 'This is a drill');
  await leads.sees('is coming');
  await leads.types('/desk drill end');
  await leads.sees('What came of');
  await save(leads.card('What came of'), 'drill-over.png');

  await directs.types('/desk reach now');
  await answers.sees('did this reach you?');
  await save(answers.card('did this reach you?'), 'reach-asked.png');
  await Promise.all(pages.map((page) => page.close()));
}
