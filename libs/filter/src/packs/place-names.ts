/** Languages in which countries are known; their names come with the engine (Unicode CLDR). */
const LOCALES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'pl', 'fi'];
const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
/** Codes that are unions, or for private use. */
const NO_COUNTRIES: ReadonlySet<string> = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ']);
/** Names of countries that are words in English. */
const WORDS: ReadonlySet<string> = new Set(['Island', 'Man', 'Mali', 'Saba', 'Reunion']);

function countryNames(): readonly string[] {
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  return LOCALES.flatMap((locale) => {
    const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
    return codes.flatMap((code) => {
      const name = NO_COUNTRIES.has(code) ? undefined : names.of(code);
      return name === undefined ? [] : [name, ...shortened(name)];
    });
  });
}

/** `Congo - Kinshasa`, `Hong Kong SAR China`, `Myanmar (Burma)` are also called by their first part. */
function shortened(name: string): readonly string[] {
  const first = name.split(/ - | SAR | \(/, 1)[0] ?? '';
  return first === name ? [] : [first];
}

/** The cities that give time zones their names, one or more of each country (IANA), as the engine lists them. */
function timeZoneCities(): readonly string[] {
  return Intl.supportedValuesOf('timeZone')
    .filter((zone) => !/^(?:Etc|Antarctica|Pacific|Indian|Arctic)\//.test(zone))
    .map((zone) => (zone.split('/').at(-1) ?? '').replaceAll('_', ' '))
    .filter((city) => !NO_CITIES.has(city));
}

const NO_CITIES: ReadonlySet<string> = new Set(['Center', 'Creston', 'Nelson', 'Resolute', 'Vincennes', 'UTC', 'Knox']);

/** States of federations that addresses name (public knowledge), and countries as people call them. */
const others = [
  ...['USA', 'UK', 'England', 'Scotland', 'Wales', 'Great Britain', 'Czech Republic', 'Holland', 'Ivory Coast', 'UAE'],
  ...['Alabama', 'Alaska', 'Arizona', 'Arkansas', 'California', 'Colorado', 'Connecticut', 'Delaware', 'Florida'],
  ...['Hawaii', 'Idaho', 'Illinois', 'Indiana', 'Iowa', 'Kansas', 'Kentucky', 'Louisiana', 'Maine', 'Maryland'],
  ...['Massachusetts', 'Michigan', 'Minnesota', 'Mississippi', 'Missouri', 'Montana', 'Nebraska', 'Nevada'],
  ...['New Hampshire', 'New Jersey', 'New Mexico', 'New York', 'North Carolina', 'North Dakota', 'Ohio', 'Oklahoma'],
  ...['Oregon', 'Pennsylvania', 'Rhode Island', 'South Carolina', 'South Dakota', 'Tennessee', 'Texas', 'Utah'],
  ...[
    'Vermont',
    'Virginia',
    'Washington',
    'West Virginia',
    'Wisconsin',
    'Wyoming',
    'Puerto Rico',
    'Alberta',
    'Ontario',
  ],
  ...['British Columbia', 'Manitoba', 'New Brunswick', 'Nova Scotia', 'Quebec', 'Saskatchewan', 'New South Wales'],
  ...['Queensland', 'South Australia', 'Tasmania', 'Western Australia', 'Bavaria', 'Bayern', 'Hessen', 'Sachsen'],
  ...['Washington, D.C.', 'San Francisco', 'San Diego', 'San Jose', 'Seattle', 'Boston', 'Philadelphia', 'Houston'],
  ...['Dallas', 'Miami', 'Atlanta', 'Las Vegas', 'New Orleans', 'Montreal', 'Ottawa', 'Munich', 'München', 'Hamburg'],
  ...['Frankfurt', 'Cologne', 'Köln', 'Stuttgart', 'Düsseldorf', 'Leipzig', 'Dresden', 'Hannover', 'Barcelona'],
  ...['Valencia', 'Sevilla', 'Milan', 'Milano', 'Naples', 'Napoli', 'Turin', 'Torino', 'Florence', 'Firenze', 'Venice'],
  ...['Lyon', 'Marseille', 'Toulouse', 'Bordeaux', 'Geneva', 'Genève', 'Zürich', 'Basel', 'Wien', 'Graz', 'Salzburg'],
  ...['Rotterdam', 'The Hague', 'Den Haag', 'Utrecht', 'Antwerp', 'Manchester', 'Birmingham', 'Liverpool', 'Glasgow'],
  ...['Edinburgh', 'Cardiff', 'Belfast', 'Kyoto', 'Osaka', 'Beijing', 'Shenzhen', 'Mumbai', 'Delhi', 'New Delhi'],
  ...['Bangalore', 'Hyderabad', 'Chennai', 'Tel Aviv', 'Ankara', 'Izmir', 'Rio de Janeiro', 'Brasília', 'Kraków'],
  ...['Gothenburg', 'Göteborg', 'Malmö', 'København', 'Roma', 'Lisboa', 'Praha', 'Warszawa', 'Saint Petersburg'],
];

let known: readonly string[] | undefined;

/** Countries, states of federations and large cities, as they are written. Made when first asked for, and then kept. */
export function placeNames(): readonly string[] {
  known ??= [...new Set([...countryNames(), ...timeZoneCities(), ...others])].filter(
    (name) => (name.length > 3 || SHORT.has(name)) && !WORDS.has(name) && /^\p{Lu}/u.test(name),
  );
  return known;
}

const SHORT: ReadonlySet<string> = new Set(['UAE', 'USA']);
