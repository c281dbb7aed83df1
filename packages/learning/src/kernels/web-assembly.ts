/** Compiled code, which threads can be given. */
export type WasmModule = object

export interface WasmMemory {
  /** Another object each time it has grown; views of the one before stay good. */
  readonly buffer: SharedArrayBuffer
  grow(pages: number): number
}

export type WasmExports = Readonly<Record<string, unknown>>

/** What is used of WebAssembly; the types of Node do not declare it. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => WasmModule
  readonly Memory: new (size: { initial: number; maximum: number; shared: true }) => WasmMemory
  readonly Instance: new (module: WasmModule, imports: object) => { readonly exports: WasmExports }
}

export const webAssembly: WebAssemblyApi = Reflect.get(globalThis, 'WebAssembly')
