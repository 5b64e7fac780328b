import { decodeEscapes } from './escapes.js';
import { fold } from './fold.js';
import { unpack } from './packed.js';
import { plainView, type View } from './view.js';

/**
 * All the ways to read a text, the plain one first. Each is made only where the text shows a sign of it: plain ASCII
 * without escapes has one, and nothing is copied. Escapes in escapes are undone, and so is what was packed in what was
 * packed, three times at most. No view is longer than twice the text it was made of. Each but the first needs to be read
 * near its changes only: elsewhere it says what one before it says.
 */
export function viewsOf(text: string): readonly View[] {
  const plain = plainView(text);
  const folded = fold(plain, 'folded');
  const views = folded ? [plain, folded] : [plain];
  views.push(...decodings(folded ?? plain, 'decoded'));
  for (let depth = 0; depth < DEPTH_MAX; depth++) {
    const unpacked = unpack(views.at(-1) ?? plain, 'unpacked');
    if (!unpacked) break;
    views.push(unpacked, ...decodings(unpacked, 'unpacked'));
  }
  return views;
}

const DEPTH_MAX = 3;

/** What is left of a text when its escapes are undone, once, and once more, each time with what then can be folded. */
function decodings(view: View, name: View['name']): readonly View[] {
  const views: View[] = [];
  for (let depth = 0; depth < DEPTH_MAX; depth++) {
    const deeper = decodeEscapes(views.at(-1) ?? view, name);
    if (!deeper) break;
    const folded = fold(deeper, name);
    views.push(...(folded ? [deeper, folded] : [deeper]));
  }
  return views;
}
