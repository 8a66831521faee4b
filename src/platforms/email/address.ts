/** One plain address: no list, no name beside it, nothing that could end a header or a command. */
export const plainAddress = /^[^\s@<>()[\]\\,;:"\p{Cc}]+@[^\s@<>()[\]\\,;:"\p{Cc}]+$/u;
