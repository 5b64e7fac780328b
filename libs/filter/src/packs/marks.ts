/** An example without its marks, and what stands between them: `⟦` and `⟧`. */
export function readMarks(example: string): { readonly text: string; readonly marked: readonly string[] } {
  return {
    text: example.replace(/[⟦⟧]/g, ''),
    marked: Array.from(example.matchAll(/⟦([^⟦⟧]*)⟧/g), ([, value]) => value ?? ''),
  };
}
