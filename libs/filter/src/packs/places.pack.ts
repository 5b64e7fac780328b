import { labelledRule } from './labelled-rule.js';
import { wordsMask } from './masks.js';
import type { Pack } from './pack.js';
import { placeNames } from './place-names.js';

const TOWN = String.raw`(?!(?:The|This|That|Our|My|Your|His|Her|Its|It|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|English|French|German|Spanish)(?!\p{L}))\p{Lu}[\p{L}\p{M}'’-]{1,30}(?: (?:(?:de|del|do|da|la|le|el|sur|am|an der|upon|of|near|en) )?\p{Lu}[\p{L}\p{M}'’-]{1,30}){0,3}`;
const HOUSE = String.raw`\d{1,5}(?: \d{1,5})?,? (?:\p{L}[\p{L}\p{M}'’.-]{0,24} ){0,4}\p{L}[\p{L}\p{M}'’-]{1,24}[.]?(?: \d{1,5}[a-z]?)?|\p{Lu}[\p{L}\p{M}'’.-]{1,24}(?: [\p{L}\p{M}'’.-]{1,24}){0,3} \d{1,5}[a-z]?`;

/** Places as prose names them: countries, cities, streets, and what is said to be where. Opt-in. */
export const placesPack: Pack = {
  id: 'places',
  version: '1.0.0',
  rules: [
    {
      id: 'places.known',
      type: 'LOCATION',
      family: 'identity',
      pattern: {
        kind: 'listed-name',
        get names(): readonly string[] {
          return placeNames();
        },
        score: 0.75,
      },
      mask: wordsMask,
      examples: ['in ⟦Germany⟧.', 'nach ⟦Österreich⟧, wo', 'to ⟦New York⟧ by', '⟦Italy⟧’s hills'],
      counterExamples: ['Paris Hilton', 'germany', 'Iranian', 'Island', 'x.Jordan', 'Europe/Berlin'],
    },
    labelledRule({
      id: 'places.said',
      type: 'LOCATION',
      labels: [
        ...['live in', 'lives in', 'lived in', 'living in', 'reside in', 'resides in', 'residing in', 'based in'],
        ...[
          'located in',
          'situated in',
          'headquartered in',
          'born in',
          'raised in',
          'grew up in',
          'arrived in',
          'died in',
        ],
        ...['arriving in', 'stay in', 'stayed in', 'staying in', 'settled in', 'office in', 'offices in', 'house in'],
        ...[
          'hotel in',
          'hotels in',
          'street in',
          'weather in',
          "i'm in",
          'i am in',
          "we're in",
          'we are in',
          'move to',
        ],
        ...['moved to', 'moving to', 'moved from', 'moved here from', 'moved back to', 'relocated to', 'travel to'],
        ...['travelled to', 'traveled to', 'travelling to', 'traveling to', 'trip to', 'flight to', 'flight from'],
        ...['fly to', 'flying to', 'flew to', 'drive to', 'driving to', 'coming to', 'visited', 'visiting', 'city of'],
        ...['town of', 'village of', 'capital of', 'suburb of', 'outskirts of', 'home city', 'hometown', 'home town'],
        ...['city:', 'town:', 'place of birth', 'birthplace', 'wohnt in', 'wohne in', 'lebt in', 'geboren in'],
        ...['habite à', 'né à', 'née à', 'vive en', 'vivo en', 'abita a', 'nato a', 'woont in', 'bor i', 'asuu'],
      ],
      form: TOWN,
      caseMatters: true,
      score: 0.75,
      examples: ['we live in ⟦Lower Heronsby⟧.', 'moved here from ⟦Ørby⟧', 'Sie wohnt in ⟦Heronsheim⟧,'],
      counterExamples: ['live in a house', 'based in March', 'moved to The', 'alive in Heronsby', 'visited by'],
    }),
    {
      id: 'places.street',
      type: 'STREET_ADDRESS',
      family: 'identity',
      pattern: {
        kind: 'street-address',
        last: [
          ...['street', 'st', 'road', 'rd', 'avenue', 'ave', 'lane', 'ln', 'drive', 'dr', 'boulevard', 'blvd', 'court'],
          ...['place', 'pl', 'square', 'sq', 'terrace', 'way', 'close', 'crescent', 'parkway', 'pkwy', 'highway'],
          ...[
            'trail',
            'alley',
            'circle',
            'row',
            'walk',
            'mews',
            'gardens',
            'grove',
            'green',
            'heights',
            'hill',
            'quay',
          ],
          ...['utca', 'u', 'út', 'útja', 'tér', 'körút', 'ulice', 'třída', 'náměstí', 'caddesi', 'sokak', 'allé'],
        ],
        first: [
          ...['rue', 'avenue', 'av', 'boulevard', 'bd', 'chemin', 'allée', 'impasse', 'quai', 'route', 'via', 'viale'],
          ...['piazza', 'corso', 'vicolo', 'largo', 'rua', 'avenida', 'travessa', 'praça', 'calle', 'carrer', 'plaza'],
          ...[
            'paseo',
            'camino',
            'carretera',
            'ul',
            'ulica',
            'al',
            'aleja',
            'aleje',
            'pl',
            'plac',
            'os',
            'str',
            'strada',
          ],
          ...['straße', 'strasse', 'am', 'an der', 'im', 'rúa', 'ronda'],
        ],
        get places(): readonly string[] {
          return placeNames();
        },
        endings: [
          ...['straße', 'strasse', 'str', 'weg', 'gasse', 'platz', 'allee', 'damm', 'gata', 'gatan', 'gate', 'vägen'],
          ...[
            'vej',
            'veien',
            'vegen',
            'gade',
            'stræde',
            'stræti',
            'braut',
            'vegur',
            'tie',
            'katu',
            'kuja',
            'polku',
            'laan',
          ],
          ...['straat', 'plein', 'gracht', 'kade', 'dijk', 'steeg', 'singel', 'utca'],
        ],
        score: 0.85,
      },
      mask: wordsMask,
      examples: [
        ...[
          'at ⟦12 Main Street⟧.',
          'to ⟦Via Heron 131⟧,',
          'in der ⟦Heronstraße 5a⟧ ist',
          '⟦33 avenue de Heronville⟧ is',
        ],
        ...['to ⟦Heronby 82 Apt. 595\nLower Ørby\nNorway⟧, where'],
        ...['at ⟦7 Upper Park Rd., Apt. 12, Heronsby, Kent 90210⟧!', 'bor på ⟦Storgatan 17⟧.', '⟦ul. Czapla 53⟧'],
      ],
      counterExamples: ['12 main points', 'Main Street', '5 Things To Do', 'Windows 10', 'Chapter 5', '3 Way'],
    },
    {
      id: 'places.postcode',
      type: 'POSTCODE',
      family: 'identity',
      pattern: {
        kind: 'postcode-line',
        words: [
          ...['address', 'adresse', 'anschrift', 'dirección', 'indirizzo', 'street', 'road', 'avenue', 'straße', 'rue'],
          ...['apt[.]?', 'apartment', 'suite', 'flat', 'p[.]?o[.]? box'],
        ],
        score: 0.75,
      },
      mask: wordsMask,
      examples: [
        'Address: 12 Heron Road\nHeronsby\n⟦90210⟧\n',
        'Adresse:\nHeronsbyer Ring 4\n  ⟦SW1A 1AA⟧',
        'Flat 3\nHeronsby\n ⟦K1A 0B1⟧\nCanada',
      ],
      counterExamples: [
        'Address:\n12 Main',
        'address 90210',
        'total\n90210\n',
        'addressed\n90210\n',
        'Address\n1234567\n',
      ],
    },
    {
      id: 'places.post-box',
      type: 'STREET_ADDRESS',
      family: 'identity',
      pattern: {
        kind: 'phrase',
        forms: [
          {
            anchors: [
              'p.o. box ',
              'po box ',
              'p. o. box ',
              'postfach ',
              'post office box ',
              'boîte postale ',
              'apartado ',
            ],
            behind: String.raw`\d{1,6}(?!\w)`,
          },
          // Military mail of the United States: a unit or box, then one of three offices, and one of three regions.
          {
            anchors: ['apo a', 'fpo a', 'dpo a'],
            before: String.raw`((?:(?:psc|unit|cmr) \d{3,5},? box \d{3,5}|us[ns][sv] [a-z]{2,20})[ ,]{0,2}\n? {0,4})?`,
            behind: String.raw`[aep] \d{5}(?:-\d{4})?(?!\w)`,
          },
        ],
        score: 0.85,
      },
      mask: wordsMask,
      examples: ['to ⟦P.O. Box 1470⟧,', 'at ⟦PSC 1437, Box 3833\nAPO AA 66791⟧'],
      counterExamples: ['in a box 14', 'po box', 'apo a 12345'],
    },
    labelledRule({
      id: 'places.house',
      type: 'STREET_ADDRESS',
      labels: [
        ...['address', 'address:', 'adresse', 'anschrift', 'lives at', 'live at', 'living at', 'lives on', 'live on'],
        ...[
          'located at',
          'offices at',
          'office at',
          'meet me at',
          'meet at',
          'meet us at',
          'deliver to',
          'delivered to',
        ],
        ...['ship to', 'shipped to', 'sent to', 'send it to', 'send to', 'taxi to', 'resides at', 'residence:'],
      ],
      form: HOUSE,
      caseMatters: true,
      score: 0.7,
      examples: ['she lives on ⟦Heronby 120⟧.', 'address: ⟦3145 617 Heronby⟧'],
      counterExamples: ['address 12', 'lives at home', 'sent to Ann', 'addresses 12 Main'],
    }),
  ],
};
