/** Milliseconds and batch numbers are far below 2^53: as numbers they are read faster than as texts. */
export const plainNumbers = { output_format_json_quote_64bit_integers: 0 }
