/* XLSX workbooks (ECMA-376, SpreadsheetML): the cells of the first sheet that is shown.
 *
 * A cell is a number, a text of its own, or the number of a text of the table of shared strings.
 * A number is a day where its style's format shows one: days are counted from 30 December 1899, or
 * from 1 January 1904 where the workbook says so. */
#include "workbook.h"

#include <math.h>
#include <stdlib.h>

#include "archive.h"
#include "calendar.h"
#include "charset.h"
#include "markup.h"
#include "parts.h"
#include "utf8.h"

enum {
    CELLS_MOST = 256,     /* of a row: a table of more columns is none that people fill in */
    ROWS_MOST = 1048576,  /* that the format allows */
    NAME_LIMIT = 1024,    /* bytes of a name or an attribute */
    FORMATS_MOST = 65536, /* styles of cells */
    DAY_MOST = 2958465    /* 31 December 9999 */
};

struct workbook {
    zip_t *archive;
    struct buffer part;    /* the XML that is being read */
    struct buffer value;   /* an attribute */
    struct buffer sheet;   /* the name of the sheet's part */
    struct buffer strings; /* the shared texts, one behind another */
    struct buffer ends;    /* size_t: where each of them ends */
    struct buffer days;    /* a byte for each style of cells: whether it shows a day */
    struct buffer custom;  /* uint32_t: numbers of the workbook's own formats that show a day */
    bool from_1904;
};

static void workbook_init(struct workbook *workbook)
{
    *workbook = (struct workbook){0};
    buffer_init(&workbook->part, PART_LIMIT + 1);
    buffer_init(&workbook->value, NAME_LIMIT);
    buffer_init(&workbook->sheet, NAME_LIMIT);
    buffer_init(&workbook->strings, TEXT_LIMIT);
    buffer_init(&workbook->ends, TEXT_LIMIT);
    buffer_init(&workbook->days, FORMATS_MOST);
    buffer_init(&workbook->custom, FORMATS_MOST);
}

static void workbook_release(struct workbook *workbook)
{
    struct buffer *const buffers[] = {&workbook->part,  &workbook->value,   &workbook->sheet,
                                      &workbook->ends,  &workbook->strings, &workbook->days,
                                      &workbook->custom};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        buffer_release(buffers[i]);
    zip_discard(workbook->archive);
}

/* ---- walking ---- */

/* Reads on to the next node; false at the end, or where the part is none (*damaged). */
static bool node_next(xmlTextReaderPtr reader, bool *damaged)
{
    int more = reader ? xmlTextReaderRead(reader) : -1;
    /* A document type may hold entities, which no office program writes. */
    *damaged =
        more < 0 || (more == 1 && xmlTextReaderNodeType(reader) == XML_READER_TYPE_DOCUMENT_TYPE);
    return more == 1 && !*damaged;
}

static bool begins(xmlTextReaderPtr reader, const char *name)
{
    return xmlTextReaderNodeType(reader) == XML_READER_TYPE_ELEMENT &&
           span_is(markup_name(reader), name);
}

/* Also the end of an element that is empty. */
static bool ends(xmlTextReaderPtr reader, const char *name)
{
    int type = xmlTextReaderNodeType(reader);
    return (type == XML_READER_TYPE_END_ELEMENT ||
            (type == XML_READER_TYPE_ELEMENT && xmlTextReaderIsEmptyElement(reader) == 1)) &&
           span_is(markup_name(reader), name);
}

static bool is_text(xmlTextReaderPtr reader)
{
    int type = xmlTextReaderNodeType(reader);
    return type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
           type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE;
}

/* An attribute that is a number from 0 on; false where it is none. */
static bool number_attribute(xmlTextReaderPtr reader, const char *name, struct buffer *value,
                             int64_t *number)
{
    return markup_attribute(reader, name, value) && span_to_integer(buffer_span(value), number) &&
           *number >= 0;
}

/* Walks through the whole part; take is called at each node. False where it is damaged. */
static bool part_walk(struct workbook *workbook,
                      void (*take)(struct workbook *workbook, xmlTextReaderPtr reader,
                                   void *context),
                      void *context)
{
    bool damaged = true;
    xmlTextReaderPtr reader = markup_open(buffer_span(&workbook->part));
    while (node_next(reader, &damaged))
        take(workbook, reader, context);
    xmlFreeTextReader(reader);
    return !damaged;
}

/* ---- the workbook ---- */

struct finding {
    struct buffer relation; /* the id by which the workbook names its first shown sheet */
    bool found;
};

static void sheet_take(struct workbook *workbook, xmlTextReaderPtr reader, void *context)
{
    struct finding *finding = context;
    if (begins(reader, "workbookPr") && markup_attribute(reader, "date1904", &workbook->value))
        workbook->from_1904 = span_is(buffer_span(&workbook->value), "1") ||
                              span_is(buffer_span(&workbook->value), "true");
    if (finding->found || !begins(reader, "sheet"))
        return;
    bool hidden = markup_attribute(reader, "state", &workbook->value) &&
                  !span_is(buffer_span(&workbook->value), "visible");
    finding->found = !hidden && markup_attribute(reader, "id", &finding->relation);
}

static void relation_take(struct workbook *workbook, xmlTextReaderPtr reader, void *context)
{
    const struct finding *finding = context;
    if (!begins(reader, "Relationship") || !markup_attribute(reader, "Id", &workbook->value) ||
        !span_equal(buffer_span(&workbook->value), buffer_span(&finding->relation)) ||
        !markup_attribute(reader, "Target", &workbook->value))
        return;
    struct span target = buffer_span(&workbook->value);
    bool absolute = span_starts_with(target, SPAN("/"));
    buffer_clear(&workbook->sheet);
    buffer_append_string(&workbook->sheet, absolute ? "" : "xl/");
    buffer_append(&workbook->sheet, span_slice(target, absolute, target.size));
}

/* Finds the name of the first sheet's part. */
static enum part_outcome sheet_find(struct workbook *workbook)
{
    struct finding finding = {0};
    buffer_init(&finding.relation, NAME_LIMIT);
    enum part_outcome outcome = archive_part(workbook->archive, "xl/workbook.xml", &workbook->part);
    if (outcome == PART_READ && !part_walk(workbook, sheet_take, &finding))
        outcome = PART_DAMAGED;
    if (outcome == PART_READ)
        outcome = archive_part(workbook->archive, "xl/_rels/workbook.xml.rels", &workbook->part);
    if (outcome == PART_READ && !part_walk(workbook, relation_take, &finding))
        outcome = PART_DAMAGED;
    if (outcome == PART_READ && !workbook->sheet.size)
        outcome = PART_DAMAGED;
    buffer_release(&finding.relation);
    return outcome;
}

/* ---- shared texts ---- */

struct sharing {
    bool text;
    unsigned phonetic; /* how a word is spoken is no part of it */
};

static void string_take(struct workbook *workbook, xmlTextReaderPtr reader, void *context)
{
    struct sharing *sharing = context;
    bool empty = xmlTextReaderIsEmptyElement(reader) == 1;
    if (begins(reader, "rPh"))
        sharing->phonetic += !empty;
    else if (ends(reader, "rPh"))
        sharing->phonetic -= sharing->phonetic > 0;
    if (begins(reader, "t"))
        sharing->text = !empty;
    else if (ends(reader, "t"))
        sharing->text = false;
    if (is_text(reader) && sharing->text && !sharing->phonetic)
        buffer_append(&workbook->strings, markup_text(reader));
    if (ends(reader, "si")) {
        size_t end = workbook->strings.size;
        buffer_append(&workbook->ends, (struct span){(const char *)&end, sizeof end});
    }
}

/* A workbook of numbers alone has none. */
static enum part_outcome strings_read(struct workbook *workbook)
{
    struct sharing sharing = {0};
    enum part_outcome outcome =
        archive_part(workbook->archive, "xl/sharedStrings.xml", &workbook->part);
    if (outcome == PART_MISSING)
        return PART_READ;
    if (outcome == PART_READ && !part_walk(workbook, string_take, &sharing))
        return PART_DAMAGED;
    return workbook->strings.bad || workbook->ends.bad ? PART_SWOLLEN : outcome;
}

static struct span string_of(const struct workbook *workbook, size_t index)
{
    const size_t *ends_at = (const size_t *)(const void *)workbook->ends.data;
    if (index >= workbook->ends.size / sizeof *ends_at)
        return SPAN("");
    return span_slice(buffer_span(&workbook->strings), index ? ends_at[index - 1] : 0,
                      ends_at[index]);
}

/* ---- styles ---- */

/* Whether a format shows a day: it has a letter for it outside of quotes, brackets and escapes. */
static bool format_shows_day(struct span format)
{
    char until = 0;
    for (size_t i = 0; i < format.size; i++) {
        char byte = format.data[i];
        if (until) {
            until = byte == until ? 0 : until;
            continue;
        }
        if (byte == '"' || byte == '[')
            until = byte == '[' ? ']' : '"';
        else if (byte == '\\' || byte == '_' || byte == '*')
            i++;
        else if (byte == 'd' || byte == 'D' || byte == 'y' || byte == 'Y')
            return true;
    }
    return false;
}

/* Those that every workbook has, by ECMA-376, 18.8.30. */
static bool number_shows_day(const struct workbook *workbook, int64_t number)
{
    const uint32_t *custom = (const uint32_t *)(const void *)workbook->custom.data;
    if ((number >= 14 && number <= 17) || number == 22 || (number >= 27 && number <= 36) ||
        (number >= 50 && number <= 58))
        return true;
    for (size_t i = 0; i < workbook->custom.size / sizeof *custom; i++)
        if (custom[i] == number)
            return true;
    return false;
}

static void style_take(struct workbook *workbook, xmlTextReaderPtr reader, void *context)
{
    bool *cells = context;
    int64_t number = 0;
    if (begins(reader, "numFmt") &&
        number_attribute(reader, "numFmtId", &workbook->value, &number) && number < UINT32_MAX &&
        markup_attribute(reader, "formatCode", &workbook->value) &&
        format_shows_day(buffer_span(&workbook->value))) {
        uint32_t shown = (uint32_t)number;
        buffer_append(&workbook->custom, (struct span){(const char *)&shown, sizeof shown});
    }
    if (begins(reader, "cellXfs"))
        *cells = true;
    else if (ends(reader, "cellXfs"))
        *cells = false;
    if (!*cells || !begins(reader, "xf"))
        return;
    number_attribute(reader, "numFmtId", &workbook->value, &number);
    buffer_append_byte(&workbook->days, (char)number_shows_day(workbook, number));
}

static enum part_outcome styles_read(struct workbook *workbook)
{
    bool cells = false;
    enum part_outcome outcome = archive_part(workbook->archive, "xl/styles.xml", &workbook->part);
    if (outcome == PART_MISSING)
        return PART_READ;
    if (outcome == PART_READ && !part_walk(workbook, style_take, &cells))
        return PART_DAMAGED;
    return outcome;
}

/* ---- cells ---- */

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_BOOLEAN };

struct sheet_walk {
    struct buffer *out;
    int64_t row;     /* from 1; 0: none yet */
    int64_t column;  /* of the present cell, from 0 */
    int64_t written; /* cells of the row that stand in out */
    bool value;      /* within a value */
    enum cell_type type;
    bool day;
    struct buffer content; /* of the present cell */
};

/* The column of a reference such as "AB12", from 0; false where it is none. */
static bool column_of(struct span reference, int64_t *column)
{
    int64_t number = 0;
    size_t i = 0;
    for (; i < reference.size && reference.data[i] >= 'A' && reference.data[i] <= 'Z'; i++) {
        number = number * 26 + (reference.data[i] - 'A' + 1);
        if (number > CELLS_MOST)
            break;
    }
    *column = number - 1;
    return i > 0;
}

static void row_begin(struct workbook *workbook, xmlTextReaderPtr reader, struct sheet_walk *walk)
{
    int64_t row = walk->row + 1;
    number_attribute(reader, "r", &workbook->value, &row);
    if (row <= walk->row || row > ROWS_MOST)
        row = walk->row + 1;
    for (; walk->row < row; walk->row++)
        if (walk->row)
            buffer_append_byte(walk->out, '\n');
    walk->column = -1;
    walk->written = 0;
}

static void cell_begin(struct workbook *workbook, xmlTextReaderPtr reader, struct sheet_walk *walk)
{
    int64_t style = 0, column;
    walk->column++;
    if (markup_attribute(reader, "r", &workbook->value) &&
        column_of(buffer_span(&workbook->value), &column) && column >= walk->column)
        walk->column = column;
    bool typed = markup_attribute(reader, "t", &workbook->value);
    struct span type = buffer_span(&workbook->value);
    walk->type = !typed || span_is(type, "n") ? CELL_NUMBER
                 : span_is(type, "s")         ? CELL_SHARED
                 : span_is(type, "b")         ? CELL_BOOLEAN
                                              : CELL_TEXT;
    walk->day = number_attribute(reader, "s", &workbook->value, &style) &&
                (size_t)style < workbook->days.size && workbook->days.data[style];
    buffer_clear(&walk->content);
}

static void day_write(const struct workbook *workbook, double days, struct buffer *content)
{
    static const struct date first = {1899, 12, 30}, first_1904 = {1904, 1, 1};
    char text[DATE_TEXT];
    buffer_clear(content);
    buffer_append_string(
        content,
        date_write(date_add_days(workbook->from_1904 ? first_1904 : first, (int)days), text));
}

/* The shortest form of a number that reads back as it; a day where its format shows one. */
static void number_write(const struct workbook *workbook, const struct sheet_walk *walk,
                         struct buffer *content)
{
    enum { DIGITS = 15 /* that the format keeps */ };
    char *end;
    if (!content->size)
        return;
    double number = strtod(content->data, &end);
    if (end != content->data + content->size || !isfinite(number))
        return;
    if (walk->day && number >= 1 && number <= DAY_MOST) {
        day_write(workbook, number, content);
        return;
    }
    buffer_clear(content);
    if (fabs(number) < 1e15 && number == floor(number))
        buffer_format(content, "%.0f", number);
    else
        buffer_format(content, "%.*g", DIGITS, number);
}

/* Appends a cell, in quotes: what is inside cannot end it. */
static void cell_write(struct buffer *out, struct span text)
{
    buffer_append_byte(out, '"');
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        if (byte == '"')
            buffer_append_byte(out, '"');
        buffer_append_byte(out, byte == '\n' || byte == '\r' || byte == '\t' ? ' ' : byte);
    }
    buffer_append_byte(out, '"');
}

static void cell_end(const struct workbook *workbook, struct sheet_walk *walk)
{
    struct span text = buffer_span(&walk->content);
    int64_t index;
    if (!walk->row || walk->column >= CELLS_MOST)
        return;
    if (walk->type == CELL_NUMBER)
        number_write(workbook, walk, &walk->content);
    text = buffer_span(&walk->content);
    if (walk->type == CELL_SHARED)
        text = span_to_integer(text, &index) && index >= 0 ? string_of(workbook, (size_t)index)
                                                           : SPAN("");
    for (; walk->written < walk->column; walk->written++)
        buffer_append_byte(walk->out, ',');
    cell_write(walk->out, text);
}

static void cell_take(struct workbook *workbook, xmlTextReaderPtr reader, void *context)
{
    struct sheet_walk *walk = context;
    if (begins(reader, "row"))
        row_begin(workbook, reader, walk);
    if (begins(reader, "c"))
        cell_begin(workbook, reader, walk);
    if (begins(reader, "v") || begins(reader, "t"))
        walk->value = xmlTextReaderIsEmptyElement(reader) != 1;
    else if (ends(reader, "v") || ends(reader, "t"))
        walk->value = false;
    if (walk->value && is_text(reader))
        buffer_append(&walk->content, markup_text(reader));
    if (ends(reader, "c"))
        cell_end(workbook, walk);
}

static enum part_outcome cells_read(struct workbook *workbook, struct buffer *text)
{
    struct sheet_walk walk = {.out = text};
    enum part_outcome outcome =
        archive_part(workbook->archive, workbook->sheet.data, &workbook->part);
    buffer_init(&walk.content, PART_LIMIT);
    if (outcome == PART_READ && !part_walk(workbook, cell_take, &walk))
        outcome = PART_DAMAGED;
    if (walk.row)
        buffer_append_byte(text, '\n');
    buffer_release(&walk.content);
    return outcome;
}

/* ---- the whole ---- */

bool workbook_is(struct span bytes)
{
    return document_kind_of(bytes) == DOCUMENT_ARCHIVE;
}

static bool workbook_fail(enum part_outcome outcome, struct span file, struct error *error)
{
    static const char *const keys[] = {[PART_READ] = "report.workbook_damaged",
                                       [PART_MISSING] = "report.workbook_other",
                                       [PART_SWOLLEN] = "report.archive_swollen",
                                       [PART_ENCRYPTED] = "report.document_encrypted",
                                       [PART_DAMAGED] = "report.workbook_damaged"};
    return document_fail(error, keys[outcome], file);
}

bool workbook_text(struct span bytes, struct span file, struct buffer *text, struct error *error)
{
    struct workbook workbook;
    workbook_init(&workbook);
    workbook.archive = archive_open(bytes);
    enum part_outcome outcome = !workbook.archive ? PART_DAMAGED
                                : zip_get_num_entries(workbook.archive, 0) > PARTS_MOST
                                    ? PART_SWOLLEN
                                    : sheet_find(&workbook);
    if (outcome == PART_READ)
        outcome = strings_read(&workbook);
    if (outcome == PART_READ)
        outcome = styles_read(&workbook);
    if (outcome == PART_READ)
        outcome = cells_read(&workbook, text);
    if (outcome == PART_READ && text->bad)
        outcome = PART_SWOLLEN;
    workbook_release(&workbook);
    return outcome == PART_READ || workbook_fail(outcome, file, error);
}

bool table_decode(struct arena *arena, struct span bytes, struct span file, size_t most,
                  struct span *text, struct error *error)
{
    const char *charset;
    struct buffer table;
    if (!workbook_is(bytes))
        return charset_decode(arena, bytes, file, text, &charset, error);
    buffer_init(&table, most);
    bool good = workbook_text(bytes, file, &table, error);
    if (good)
        *text = arena_copy(arena, buffer_span(&table));
    buffer_release(&table);
    return good;
}
