/* What there is to read: files, folders, standard input, and lists that say more of each file. */
#ifndef INPUT_H
#define INPUT_H

#include "arena.h"
#include "calendar.h"
#include "error.h"
#include "map.h"

/* One report to be read. */
struct input {
    const char *path;      /* to open; "-" is standard input */
    struct span source;    /* the file's name without its folders */
    struct span id;        /* its stem, with -2, -3 where it is taken */
    struct span publisher; /* this and the next two as the user states them; may be empty */
    struct span url;
    struct date published;
};

struct inputs {
    struct arena *arena;
    struct map stems; /* how often each is taken */
    struct input *items;
    size_t count;
    size_t capacity;
    size_t skipped; /* files of a folder that are no reports by their names */
};

/* Nothing to read yet, in arena. */
void inputs_init(struct inputs *inputs, struct arena *arena);
/* Adds a file, standard input ("-") or a folder with all that is below it, sorted by name. In a
 * folder the files are taken whose names end in .txt, .text, .html, .htm, .xhtml, .docx, .odt or
 * .pdf, in small letters or capitals, or have no ending; hidden ones are not. What stated says
 * holds for each. False where it cannot be done: "file.cannot_open". */
bool inputs_add(struct inputs *inputs, const char *path, const struct input *stated,
                struct error *error);
/* Adds the files of a CSV with the columns file, published, source and url; paths are relative to
 * the list's folder. What a row leaves empty is taken from stated. False where something is wrong;
 * the other rows are added: "list.no_file_column" (file), "list.bad_date" (file, line, value),
 * "list.no_file" (file, line), "list.not_utf8" (file), and those of file_read(). */
bool inputs_add_list(struct inputs *inputs, const char *path, const struct input *stated,
                     struct error *error);

#endif
