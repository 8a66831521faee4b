// Imported before a program: every drive is one without hard links, which says so with the code in NO_LINKS.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

fs.promises.link = async (path, dest) => {
  const code = process.env.NO_LINKS;
  throw Object.assign(new Error(`${code}: refused, link '${path}' -> '${dest}'`), {
    code,
    syscall: 'link',
    path,
    dest,
  });
};
syncBuiltinESMExports();
