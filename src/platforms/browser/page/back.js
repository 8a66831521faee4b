/**
 * What the browser's Back does: it closes the sheet that is open, a form or the list of colleagues, and after that leads
 * back to the choice of a person. For both there is one entry of the history each; it goes when what it stands for was
 * closed in another way. The address says who is open, so that a reload comes back to the same people.
 */

/** What the entry stands for. One that the page was opened with stands for nothing. @typedef {'people' | 'sheet' | null} Mark */

/** The people in the address: `?as=maria&beside=omar,ana`. */
export function peopleInAddress() {
  const query = new URLSearchParams(location.search);
  return [query.get('as'), ...(query.get('beside') ?? '').split(',')].flatMap((user) => (user ? [user] : []));
}

/** @param {readonly string[]} users */
function addressOf([as, ...beside]) {
  const query = new URLSearchParams({
    ...(as && { as }),
    ...(beside.length > 0 && { beside: beside.join(',') }),
  });
  return query.size > 0 ? `/?${query}` : '/';
}

/**
 * @param {(users: readonly string[]) => void} onPeople Back or Forward led to these people, or to none
 * @param {(sheet: HTMLDialogElement | undefined) => void} onSheet this one lies over the page now, or none
 */
export function createBack(onPeople, onSheet) {
  /** @type {HTMLDialogElement[]} */
  const sheets = [];
  let users = peopleInAddress();
  // Going back takes a moment. What is opened and closed meanwhile is written down afterwards.
  let isGoing = false;

  /** @returns {Mark} */
  const mark = () => history.state;

  /** Makes the history say what is open. */
  function settle() {
    if (isGoing) return;
    const isTooFar = mark() === 'sheet' ? sheets.length === 0 : mark() === 'people' && users.length === 0;
    if (isTooFar) {
      isGoing = true;
      history.back();
      return;
    }
    const address = addressOf(users);
    if (mark() === null && users.length > 0 && peopleInAddress().length === 0) {
      history.pushState('people', '', address);
    } else if (mark() !== 'sheet') history.replaceState(mark(), '', address);
    if (sheets.length > 0 && mark() !== 'sheet') history.pushState('sheet', '', address);
  }

  /** Of a sheet that was opened again meanwhile the browser tells too. @param {Event} event */
  function onClosed({ target }) {
    if (!(target instanceof HTMLDialogElement) || target.open) return;
    if (sheets.includes(target)) sheets.splice(sheets.indexOf(target), 1);
    onSheet(sheets.at(-1));
    settle();
  }

  addEventListener('popstate', () => {
    if (isGoing) isGoing = false;
    else if (mark() !== 'sheet') {
      for (const sheet of sheets.splice(0)) sheet.close();
      const there = peopleInAddress();
      if (addressOf(there) !== addressOf(users)) onPeople(there);
    }
    settle();
  });

  return {
    /** @param {readonly string[]} shown */
    setPeople(shown) {
      users = [...shown];
      settle();
    },
    /** Opens a dialog that Back closes. @param {HTMLDialogElement} sheet */
    open(sheet) {
      if (!sheets.includes(sheet)) sheets.push(sheet);
      sheet.addEventListener('close', onClosed);
      sheet.showModal();
      onSheet(sheet);
      settle();
    },
  };
}

/** @typedef {ReturnType<typeof createBack>} Back */
