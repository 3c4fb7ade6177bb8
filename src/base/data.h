/* Where the program's data files are: the dictionary, lexicons, grammar and schema.
 *
 * Looked for in this order: the folder that the user names (--data), the environment's UZEL_DATA,
 * the folder data beside the program, and PREFIX/share/uzel. */
#ifndef DATA_H
#define DATA_H

#include "arena.h"
#include "error.h"

/* The folder of the data files: the first of the above that holds the file schema.json, in arena.
 * named is what the user gave, or NULL; if given, no other is tried. Errors: "data.not_found"
 * (folders: those tried). */
bool data_find(struct arena *arena, const char *named, const char *installed, struct span *folder,
               struct error *error);
/* The zero-terminated path of a file in the folder, in arena. */
const char *data_path(struct arena *arena, struct span folder, const char *name);

#endif
