export { besideDatabase } from './beside-database.ts';
export { type CheckReport, checkData, checkFolder, reportToLines } from './check.ts';
export type { RouteCheck } from './check-later-routes.ts';
export type { ReachDirectory, ReachPlatform } from './check-reach.ts';
export { type ConfiguredRoutes, routesOf } from './check-routes.ts';
export {
  type DataChange,
  type DataSource,
  followData,
  importAtStart,
  loadData,
} from './data.ts';
export { demoShifts } from './demo-shifts.ts';
export { type Imported, importData } from './import.ts';
export {
  filesWithErrors,
  keptSentence,
  type Problem,
  problemsToError,
  problemToSentence,
} from './problem.ts';
export { type DataFolder, dataFiles, type FolderData, readDataFolder } from './read.ts';
export { watchData } from './watch.ts';
