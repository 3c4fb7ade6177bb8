/* Files of sections, made once and mapped for reading: what is compiled from the text that people
 * edit. Numbers are those of the machine that made the file.
 *
 *   head      struct pack_head, with the file's magic and version
 *   table     where each section begins, and how many bytes it has
 *   sections  each at a multiple of PACK_ALIGNMENT; behind them one of the texts that they name,
 * and the last PACK_NUMBERS of numbers by which nothing in them is found
 *
 * The head has a digest of what the file was made from, by which its maker tells whether it is out
 * of date, and one of the file up to the numbers, by which damage is found: they may be many, of
 * which few are looked at, and reading all of them would take longer than all the rest. */
#ifndef PACK_H
#define PACK_H

#include "buffer.h"

enum { PACK_ALIGNMENT = 64, PACK_SECTIONS = 48, PACK_NUMBERS = 7 };

/* A digest of what a file is made from; no proof against malice. */
struct pack_sources {
    uint64_t low, high;
};

struct pack_head {
    char magic[8];
    uint32_t version;
    uint32_t section_count;
    struct pack_sources sources;
    uint64_t size;    /* of the file */
    uint64_t checked; /* bytes up to the numbers */
    uint64_t check;
};

struct pack_section {
    uint64_t offset;
    uint64_t size;
};

/* A text within the section of texts, where a zero byte stands behind it. */
struct pack_text {
    uint32_t at;
    uint32_t size;
};

/* What kind of items a section has, for whoever describes a file. */
struct pack_kind {
    const char *name;
    size_t size; /* of an item */
};

struct pack {
    struct span bytes;
    const struct pack_head *head;
    const struct pack_section *sections;
    struct span texts;
    struct span numbers[PACK_NUMBERS];
    bool bad; /* something was asked for that is not there */
};

struct pack_writer {
    struct buffer bytes;
    struct buffer texts;
    struct span numbers[PACK_NUMBERS]; /* which the caller may set, and keep until pack_end() */
    struct pack_section sections[PACK_SECTIONS];
    uint32_t section_count;
};

/* Begins a file; give its memory back with pack_release(). */
void pack_begin(struct pack_writer *writer);
void pack_release(struct pack_writer *writer);
/* Appends a section of count items; sections are numbered from 0 in the order of the calls. */
void pack_add(struct pack_writer *writer, const void *items, size_t count, size_t size);
/* Appends a text. */
struct pack_text pack_add_text(struct pack_writer *writer, struct span text);
/* Ends the file: writer.bytes are its bytes, unless they are bad. */
void pack_end(struct pack_writer *writer, const char *magic, uint32_t version,
              struct pack_sources sources);

/* Makes the check of a file right whose bytes were changed: for tests. */
void pack_mend(char *bytes, size_t size);

/* Checks bytes, which must outlive the pack. What is wrong with them in one word; NULL where
 * nothing is. */
const char *pack_of_bytes(struct pack *pack, struct span bytes, const char *magic,
                          uint32_t version);
/* The items of a section, *count of them. Nobody writes to them: they are not const since they
 * stand beside what is made in memory. Where the section is missing, or no whole number of items,
 * the pack turns bad and there are none. */
void *pack_items(struct pack *pack, unsigned section, size_t size, size_t *count);
/* A text, which has a zero byte behind it; where it is not there the pack turns bad. */
struct span pack_text_of(struct pack *pack, struct pack_text text);
/* Whether what stands for a bool in a file is one. */
bool pack_bool_good(const bool *value);

#endif
