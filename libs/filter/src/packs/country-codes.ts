/**
 * Country codes of ITU-T E.164 with how many digits follow them, fewest and most. Where a national plan leaves it open,
 * the most is what E.164 leaves: fifteen digits with the code.
 */
export const countryCodes: Readonly<Record<string, readonly [number, number]>> = Object.fromEntries([
  ...codes('1 7', 10, 10),
  ...codes('30 48', 9, 10),
  ...codes('20 27 31 32 33 34 36 40 41 45 47 51 52 53 54 55 56 57 58', 8, 11),
  ...codes('39 43 44 46 49', 6, 13),
  ...codes('60 61 62 63 64 65 66', 7, 12),
  ...codes('81 82 84 86', 8, 12),
  ...codes('90 91 92 94 98', 9, 11),
  ...codes('93 95', 8, 10),
  ...codes(
    '211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239',
    7,
    10,
  ),
  ...codes('240 241 242 243 244 245 248 249 250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266', 6, 10),
  ...codes('267 268 269 290 291 297 298 299 350 351 352 353 354 355 356 357 358 359 370 371 372 373 374 375', 5, 12),
  ...codes('376 377 378 380 381 382 383 385 386 387 389 420 421 423', 6, 12),
  ...codes('500 501 502 503 504 505 506 507 508 509 590 591 592 593 594 595 596 597 598 599', 5, 11),
  ...codes('670 672 673 674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 690 691 692', 4, 9),
  ...codes('800 808 850 852 853 855 856 870 878 880 881 882 883 886 888', 7, 12),
  ...codes('960 961 962 963 964 965 966 967 968 970 971 972 973 974 975 976 977 979 992 993 994 995 996 998', 7, 10),
]);

function codes(list: string, fewest: number, most: number): (readonly [string, readonly [number, number]])[] {
  return list.split(' ').map((code) => [code, [fewest, most]]);
}
