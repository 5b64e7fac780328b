/**
 * Where the private half of a signing key lies in the secret store. A kid is a thumbprint in base64url, so one in 64 begins
 * with `-`, as no segment of a path may.
 */
export function signingKeyPath(kid: string): string {
  return `services/auth-token/signing/kid.${kid}`;
}
