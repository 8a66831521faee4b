import type { Catalogue } from '../../chat/text.ts';

/**
 * What the built-in page says by itself. All keys without parameters are sent to it as they are, and those that end with
 * what to dial (`{dial}`) before anything can go wrong: they are needed when the desk cannot be asked.
 */
export const en = {
  'page.whoAreYou': 'Who are you?',
  'page.whoHint': 'Choose a colleague. You will act as that person.',
  'page.whoElse': 'Add a person',
  'page.actingAs': 'You act as {name}',
  'page.close': 'Close',
  'page.closePerson': 'Close {name}',
  'page.onShiftNow': 'On shift now',
  'page.otherPeople': 'Not on shift',
  'page.leftList':
    'This person is no longer on the list of staff. The buttons of their open calls still work.',
  'page.noBranch': 'Every branch',
  'page.desk': 'Desk',
  'page.home': 'Home',
  'page.homeHint': 'Only you see this. It follows what happens by itself.',
  'page.deskHint': 'Only you and the desk are here.',
  'page.channelHint': 'Everyone at this branch reads this.',
  'page.people': 'People you have open',
  'page.places': 'Conversations',
  'page.messages': 'Messages',
  'page.newMessages': 'New messages',
  'page.empty': 'Nothing here yet.',
  'page.command': 'Say what you need',
  'page.commandHint': 'Type here, or / for a list',
  'page.send': 'Send',
  'page.suggestions': 'What the desk understands',
  'page.onlyYou': 'Only you see this',
  'page.new': 'New',
  'page.pinned': 'Do this first',
  'page.putAway': 'Put away',
  'page.menu': 'Menu',
  'page.youSaid': 'You',
  'page.working': 'One moment…',
  'page.notSent': 'This did not reach the desk. Please try again, or phone. In an emergency: {dial}',
  'page.notSentRestarted':
    'This did not reach the desk: it was started again. Please open the address that it printed then and try again, or phone. In an emergency: {dial}',
  'page.tryAgain': 'Try again',
  'page.notSentMark': 'Not sent',
  'page.showIt': 'Show it',
  'page.refused':
    'The desk could not take this. Please say it in other words, or phone. In an emergency: {dial}',
  'page.gone':
    'This person is no longer on the list of staff here. Please choose again who you are, with “Add a person” at the top. In an emergency: {dial}',
  'page.lost':
    'The connection to the desk is lost. What you see may be out of date. Trying again… In an emergency: {dial}',
  'page.restarted':
    'The desk was started again. Please open the address that it printed then. What you see here may be out of date. In an emergency: {dial}',
  'page.noAccess':
    'This page needs the address that the desk printed when it started. It works once: then keep this tab.',
  'page.openBoard': 'Open as a page to leave on a screen',
  'page.boardFor': 'As {name} may see it',
  'page.boardLive': 'Connected. This page follows what happens by itself.',
  'page.boardOld': 'Not up to date since {when}.',
  'page.boardLost': 'The connection to the desk is lost. Trying again… In an emergency: {dial}',
  'page.newAddress':
    'The desk was started again. Please open the address that it printed then. In an emergency: {dial}',
  'page.boardGone': 'There is no such person here any more. Choose again who looks.',
  'page.openDesk': 'Open the desk',
  'page.soundOff': 'Sound is off: switch on',
  'page.soundOn': 'Sound is on: switch off',
  'page.needsForm': 'Please fill this in',
  'page.charactersLeft': 'Characters left:',
  'page.charactersOver': 'Only {most, number} characters fit. Too many:',
  'page.closeUnsent': 'What you wrote here and did not send will be lost. Close anyway?',
  'page.sentUnanswered':
    'What you sent from here has no answer. Look whether it is there before you send it again. Sent:',
  'page.draftKept': 'This is what you wrote here before. Nothing of it has been sent.',
} satisfies Catalogue;
