import { prepareCatalogFolder } from '../packages/stores/src/postgres/new-catalog-folder.ts'

/** Part of `npm ci`: the empty database that every new workspace's catalog is a copy of. */
await prepareCatalogFolder()
