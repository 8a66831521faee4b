/**
 * Words that people begin a call or a report with, in upper case as branch codes are: `now a man fell`, `2 men fighting`.
 * Not here: names of places, such as MAIN, which are good codes.
 */
const ordinary = new Set(
  [
    'a an the this that these those here there',
    'i im id ive we he hes she shes it its they you ya me my mine us our his her him them their your who whos',
    'is isnt are arent was were be been am has have had do dont did does can cant could may might must need needs',
    'please pls help hi hey hello ok okay yes no not none nobody nothing never',
    'in on at by to of off out up down from for with near into over under inside outside behind next about after',
    'before and or but so if as than then when while where why how what which since until',
    'all any one two three four five six seven eight nine ten 1 2 3 4 5 6 7 8 9 10 some someone somebody something',
    'every everyone everybody another other others both many more most much several',
    'man men woman women kid kids child boy girl baby guy person people patron patrons customer visitor',
    'just still again also already very too only really soon asap urgent come send get got go going',
    'sos 911 112 999 police fire smoke fight',
  ]
    .join(' ')
    .toUpperCase()
    .split(' '),
);

/** Whether a branch with this code would take what begins with an ordinary word. */
export function isOrdinaryWord(code: string): boolean {
  return ordinary.has(code);
}
