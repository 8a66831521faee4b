import { columnOf, openPage, save, timezoneId } from './column.mjs';

/** What is open, as the people it waits for see it: Home, the page for a back-office screen, and who would be asked. */
export async function waiting(browser, address, { caller, responder, supervisor }) {
  const users = [caller, responder];
  const pages = await Promise.all(
    users.map((user) => openPage(browser, address, [user], { width: 560, height: 1500, sharpness: 1 })),
  );
  const [person, colleague] = users.map((user, at) => columnOf(pages[at], user));

  await person.types('/assist circulation desk the queue is long');
  await colleague.presses('I’m coming', 'the queue is long');
  await colleague.types(
    '/escalate a group asks for the meeting room, may they have it, please answer in 20 minutes',
  );
  await colleague.sees('Withdraw');
  await person.sees('is coming to you');
  await person.opens('Home');
  await save(person.card('Your open calls'), 'home.png');

  const board = await browser.newPage({ viewport: { width: 1000, height: 830 }, timezoneId });
  await board.goto(new URL(`/today?as=${supervisor}`, address).href);
  await board.locator('main li').nth(4).waitFor();
  await save(board, 'today.png');

  await person.opens('Desk');
  await person.types('/desk whatif CEN');
  await person.sees('Who would be asked');
  await save(person.card('Who would be asked'), 'what-if.png');

  await person.presses('Cancel', 'the queue is long');
  await colleague.presses('Withdraw', 'meeting room');
  await colleague.sees('No longer needed');
  await Promise.all([...pages, board].map((page) => page.close()));
}

/** The demo's steps pass to the last one, for a call and for a question. */
export async function nobodyAnswers(browser, address, { caller, responder }) {
  const users = [caller, responder];
  const pages = await Promise.all(
    users.map((user) => openPage(browser, address, [user], { width: 560, height: 1200 })),
  );
  const [calls, asks] = users.map((user, at) => columnOf(pages[at], user));
  await calls.types('/assist now study rooms');
  await asks.types('/escalate a bag was left behind, may we open it, please answer in 1 minute');
  await calls.sees('Do not wait for an answer here');
  await save(calls.card('Ask more people now'), 'unanswered.png');
  await asks.sees('No decision in time (');
  await save(asks.card('No decision in time ('), 'question-late.png');
  await calls.presses('Cancel', 'Ask more people now');
  await Promise.all(pages.map((page) => page.close()));
}
