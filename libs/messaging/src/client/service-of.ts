/** The service that carries out `pattern`: its first segment, `orders` in `orders.order.place.v1`. */
export function firstSegment(pattern: string): string {
  const end = pattern.indexOf('.');
  return end < 0 ? pattern : pattern.slice(0, end);
}
