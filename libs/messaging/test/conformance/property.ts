import { type Subject, type SubjectName } from './subject.ts';

export interface Outcome {
  readonly holds: boolean;
  /** In a few words, with the numbers. */
  readonly how: string;
}

/** A guarantee, judged by what comes out of a transport and never by how it is made. */
export interface Property {
  readonly name: string;
  readonly guarantee: string;
  /** Transports that it can be asked of; of others it makes no sense. */
  readonly asked: readonly SubjectName[];
  judge(subject: Subject): Promise<Outcome>;
}

export const both: readonly SubjectName[] = ['ours', 'stock'];

/** Everything that must be true, by the words for its opposite. The outcome names what is not. */
export function outcome(how: string, demands: Readonly<Record<string, boolean>>): Outcome {
  const broken = Object.keys(demands).filter((demand) => demands[demand] !== true);
  return { holds: broken.length === 0, how: broken.length === 0 ? how : broken.join('; ') };
}
