/** What is used of libheif-js, which has no types of its own here. */
declare module 'libheif-js/wasm-bundle.js' {
  export interface HeifImage {
    is_primary(): boolean;
    /** Of the upright picture, by its header. */
    get_width(): number;
    get_height(): number;
    /** RGBA into `data`; tells undefined where it cannot be decoded. */
    display(
      into: { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number },
      done: (shown: { readonly data: Uint8ClampedArray } | null) => void,
    ): void;
    free(): void;
  }
  const libheif: { readonly HeifDecoder: new () => { decode(file: Uint8Array): HeifImage[] } };
  export default libheif;
}
