export { createToday, type Today, type TodayReads } from './today.ts';
