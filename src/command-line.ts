/** How an administrator types a command of the desk in the program's folder, as the README has it. */
export function commandLine(words: string): string {
  return `node dist/cli/main.js ${words}`;
}
