/** What somebody may have named a thing: closes whatever is open, runs what can run, turns what can be turned. */
export function hostile(text: string): string {
  return `${text}</title></style></script><script>document.title='taken'</script><img src=x onerror="document.title='taken'"><svg onload=alert(1)> "'\`=\${1} &amp; --> ]]> 👩‍👩‍👧 \u202eשלום مرحبا\u0000\ud800 ${'long'.repeat(40)}`
}
