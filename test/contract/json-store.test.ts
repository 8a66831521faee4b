import { openJsonStore } from '../../src/store/json/index.ts';
import { temporaryDirectory } from '../support/disk.ts';
import { storeContract } from './store-contract.ts';

storeContract('The JSON store', async (collections) => {
  const directory = temporaryDirectory();
  const open = () => openJsonStore({ directory, organisation: undefined, collections });
  const store = await open();
  return {
    store,
    reopen: async () => {
      await store.close();
      return open();
    },
  };
});
