import { fold } from './fold.js';
import { decodePercent } from './percent.js';
import { plainView, type View } from './view.js';

/**
 * All the ways to read a text, the plain one first. Plain ASCII without escapes has one, and nothing is copied. Each of
 * the others needs to be read near its changes only: elsewhere it says what one before it says.
 */
export function viewsOf(text: string): readonly View[] {
  const plain = plainView(text);
  const folded = fold(plain, 'folded');
  const decoded = decodePercent(folded ?? plain, 'decoded');
  const decodedAndFolded = decoded && fold(decoded, 'decoded');
  return [plain, folded, decoded, decodedAndFolded].filter((view) => view !== undefined);
}
