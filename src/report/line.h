/* The lines of a report and what each looks like by itself, before its neighbours are asked. */
#ifndef LINE_H
#define LINE_H

#include "arena.h"
#include "dateline.h"
#include "report.h"

enum line_look {
    LINE_PROSE,    /* sentences */
    LINE_SHORT,    /* few words without a sentence's end: a headline, a heading, a name */
    LINE_LIST,     /* begins with a bullet or number; range is without it */
    LINE_DATELINE, /* a date, with place or source */
    LINE_LABELLED, /* «Опубликовано: 09.02.2015» */
    LINE_MENU,
    LINE_NOISE,
    LINE_RELATED, /* heads a list of other reports */
    LINE_AUTHOR,  /* «Автор: …»; name is who */
    LINE_PHOTO,
    LINE_PRESS
};

struct line {
    struct range range; /* without white space at both ends; never empty */
    struct range name;  /* of a credit line: whom it names; empty where nobody */
    uint8_t look;       /* enum line_look */
    uint8_t words;      /* at most 255 */
    bool alone;         /* an empty line stands before it */
    bool dash;          /* began with a dash: speech, or an item of a list */
    bool small;         /* begins with a small letter */
    bool colon;         /* ends with a colon */
    bool single;        /* ends with a mark of the sentence, but is one sentence */
    bool question;      /* … and the mark is ?, ! or an ellipsis */
};

struct lines {
    struct line *items;
    size_t count;
    size_t capacity;
};

/* Cuts text into lines in arena, and lines that hold several things (a date before a headline, a
 * menu before the text, share buttons behind it) into their parts. Linear in the length of text. */
void lines_of_text(struct arena *arena, struct span text, struct lines *lines);

#endif
