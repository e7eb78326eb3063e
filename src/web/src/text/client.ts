const browsers: [pattern: RegExp, name: string][] = [
  [/\bEdg\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\//, 'Firefox'],
  [/\b(Headless)?Chrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]

const systems: [pattern: RegExp, name: string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]

const find = (list: [RegExp, string][], text: string): string | undefined => list.find(([pattern]) => pattern.test(text))?.[1]

/** Returns a readable name for a `User-Agent`, such as "Firefox on Linux". Other programs keep their own name. */
export function nameOfClient(userAgent: string): string {
  const browser = find(browsers, userAgent)
  if (browser === undefined) return userAgent.split(' ')[0] || 'Unknown'
  const system = find(systems, userAgent)
  return system === undefined ? browser : `${browser} on ${system}`
}
