import { decodeEscapes } from './escapes.js';
import { fold } from './fold.js';
import { unpack } from './packed.js';
import { plainView, type View } from './view.js';

/**
 * All the ways to read a text, the plain one first. Each is made only where the text shows a sign of it: plain ASCII
 * without escapes has one, and nothing is copied. Escapes in escapes are undone, and so is what was packed in what was
 * packed, three times at most. No view is longer than twice the text it was made of.
 */
export function viewsOf(text: string): readonly View[] {
  const plain = plainView(text);
  const folded = fold(plain, 'folded');
  const decoded = decodeFully(folded ?? plain, 'decoded');
  const views = [plain, folded, decoded].filter((view) => view !== undefined);
  let packed = decoded ?? folded ?? plain;
  for (let depth = 0; depth < DEPTH_MAX; depth++) {
    const unpacked = unpack(packed, 'unpacked');
    if (!unpacked) break;
    packed = decodeFully(unpacked, 'unpacked') ?? unpacked;
    views.push(packed);
  }
  return views;
}

const DEPTH_MAX = 3;

function decodeFully(view: View, name: View['name']): View | undefined {
  let decoded: View | undefined;
  for (let depth = 0; depth < DEPTH_MAX; depth++) {
    const deeper = decodeEscapes(decoded ?? view, name);
    if (!deeper) break;
    decoded = fold(deeper, name) ?? deeper;
  }
  return decoded;
}
