import { fault, type FilterPolicy } from '@strongroom/contracts';
import { type Policy, type Treatment } from '@strongroom/filter';
import { servicePacks } from '../content/service-packs.js';

type WireTreatment = FilterPolicy['otherwise'];

/** The policy of the wire as the engine takes it. */
export function enginePolicy({ score_min, otherwise, families, types, rules }: FilterPolicy): Policy {
  return {
    scoreMin: score_min,
    otherwise: engineTreatment(otherwise),
    families: engineTreatments(families),
    types: engineTreatments(types),
    rules: engineTreatments(rules),
  };
}

/** Throws `err:filter:invalid:policy` if an entry would never apply; the names of the fields are in it. */
export function requireKnownNames({ types = {}, rules = {} }: FilterPolicy): void {
  const fields = [
    ...unknownNames('types', types, knownTypes, 'is not a type that a rule finds'),
    ...unknownNames('rules', rules, knownRules, 'is not a rule of the filter'),
  ];
  requireNone(fields);
}

/** Throws `err:filter:invalid:policy` if no rule finds one of the types. */
export function requireKnownTypes(types: readonly string[]): void {
  const fields = types.flatMap((type, index) =>
    knownTypes.has(type) ? [] : [{ pointer: `/types/${index}`, rule: 'is not a type that a rule finds' }],
  );
  requireNone(fields);
}

/** Throws `err:filter:invalid:policy` if one of the judgements is of no rule of the filter. */
export function requireKnownRules(judgements: readonly { readonly rule: string }[]): void {
  const fields = judgements.flatMap(({ rule }, index) =>
    knownRules.has(rule) ? [] : [{ pointer: `/judgements/${index}/rule`, rule: 'is not a rule of the filter' }],
  );
  requireNone(fields);
}

const allRules = servicePacks.flatMap((pack) => pack.rules);
const knownTypes: ReadonlySet<string> = new Set(allRules.map(({ type }) => type));
const knownRules: ReadonlySet<string> = new Set(allRules.map(({ id }) => id));

interface FieldFault {
  readonly pointer: string;
  readonly rule: string;
}

function requireNone(fields: readonly FieldFault[]): void {
  const [first] = fields;
  if (first === undefined) return;
  throw fault('err:filter:invalid:policy', { message: `${first.pointer}: ${first.rule}`, fields });
}

function unknownNames(
  field: string,
  entries: Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>,
  rule: string,
): readonly FieldFault[] {
  return Object.keys(entries)
    .filter((name) => !known.has(name))
    .map((name) => ({ pointer: `/policy/${field}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, rule }));
}

function engineTreatment(treatment: WireTreatment): Treatment {
  if (typeof treatment === 'string') return treatment;
  return 'replace_with' in treatment
    ? { replaceWith: treatment.replace_with }
    : { sanitiseFor: treatment.sanitise_for };
}

function engineTreatments(
  entries: Readonly<Partial<Record<string, WireTreatment>>> = {},
): Readonly<Record<string, Treatment>> {
  return Object.fromEntries(
    Object.entries(entries).flatMap(([name, treatment]) => (treatment ? [[name, engineTreatment(treatment)]] : [])),
  );
}
