const vatChecksum =
  'its check digit is wrong; the kit asks for it in one mode and against it in another, and we always check';

/** Why a row of Presidio's portable test kit does not pass, and stays so, by its id. `filter eval --failures` lists them. */
export const rowReasons: Readonly<Record<string, string>> = {
  'IbanRecognizer 1817905a':
    'a letter of the bank code is small; the checksum is right, and people write so, hence it is found',
  'SePersonnummerRecognizer 76c51d4b':
    'it is glued to the word before it; a number inside of a word is looked for under a name of its own only',
  'UrlRecognizer cccdd1e1': 'the quotation marks around it are no part of the URL (RFC 3986, appendix C)',
  'UrlRecognizer 97815d62': 'the quotation marks around it are no part of the URL (RFC 3986, appendix C)',
  'DeVatIdRecognizer e70045e1':
    'small letters and separators without a name beside it: a part of other numbers more often',
  'DeVatIdRecognizer 89552807': 'a hyphen and a full stop in one number: no form in which it is written',
  'DeVatIdRecognizer e33be071': vatChecksum,
  'DeVatIdRecognizer af44e65e': vatChecksum,
  'DeVatIdRecognizer a1266951': vatChecksum,
  'InPanRecognizer 1dce93c7':
    'of no form that a PAN has; the kit expects it with a score of .01, below every threshold',
  'InVehicleRegistrationRecognizer 638b0531':
    'of no form that a registration has; the kit expects it with a score of .2',
  'InVehicleRegistrationRecognizer 494815dd': 'a letter and five digits; the kit expects it with a score of .01',
  'ItVatCodeRecognizer 69f1e59b': 'an underscore inside of the number: no form in which it is written',
  'MacAddressRecognizer 5ddd03f4':
    'the dotted form with letters alone, as in aabb.ccdd.eeff, is a file name or a host as often',
  'UsLicenseRecognizer 57ec571a': 'bare numbers without a name; the kit expects them with scores of .02 and less',
  'UsNpiRecognizer c75af40c':
    'its check digit is right (Luhn over 80840 and the number); the kit refuses nine equal digits',
};
