/** A lexeme as PostgreSQL writes it in a tsquery and in a tsvector, whatever signs it has. */
export function quotedLexeme(lexeme: string): string {
  return `'${lexeme.replace(/[\\']/g, '$&$&')}'`;
}
