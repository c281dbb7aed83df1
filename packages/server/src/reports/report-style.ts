/** Of reports. */
export const reportStyle = `
:root { color-scheme: light dark }
`
